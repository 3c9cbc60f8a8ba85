"""What a draft is: rich text, Markdown, its structure, and the marks by which it is known again."""
