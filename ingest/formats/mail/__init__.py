"""E-mail: messages, mailboxes, and saved web pages, which are written as messages."""
