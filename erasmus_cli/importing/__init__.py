"""Reading drafts back: answers that were edited in a draft return to the proposal."""
