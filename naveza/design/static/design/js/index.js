// Everything the pages do on top of plain forms and links; each behaviour finds its own data- hooks.
