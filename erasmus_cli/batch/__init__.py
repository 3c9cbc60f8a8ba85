"""Many proposals: sources give records, records become rows, and writers put rows into files of any form."""
