"""Files that other people's programs open: in processes of their own, with an end to everything.

A PDF reader is written in C, an office suite is a million lines: neither may crash the site, hold
its memory or keep its threads, whatever a file does to it.

    child        runs a program on some bytes, bounded in time, memory and output
    limited      in the child, first: sets limits, leaves the network, becomes the program
    office       documents that LibreOffice makes Word files of
    pdf_text     in the child: a PDF to pieces of text, each with its place on the page
    pdf_tables   which lines drawn on a page are those of tables
    pdf_pages    pieces to paragraphs and tables: columns, running heads, joined lines
"""
