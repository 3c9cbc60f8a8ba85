"""The chapters of a draft: what a proposal, its form, report and grant say, in the order of the document."""
