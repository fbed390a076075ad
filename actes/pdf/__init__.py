"""From docx to PDF/A by LibreOffice, completed and reproducible; and many PDF files joined for the printer."""
