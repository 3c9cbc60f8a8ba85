"""Budgets as a workbook that calculates, and as a table of lines."""
