"""Reports on paper: as Word files and as PDF.

A report is composed once, into one plain shape (:mod:`composing`), which two programs write out
(:mod:`word_writer`, :mod:`pdf_writer`), each in a process of its own with limits (:mod:`printing`).
How a page looks is said once too (:mod:`typography`).
"""
