"""The draft: form, proposal, report and sources in one document."""
