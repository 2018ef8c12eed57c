"""What training starts from, in the panel and in Processing's dialogs."""
