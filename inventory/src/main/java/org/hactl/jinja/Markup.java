package org.hactl.jinja;

/**
 * A text that is escaped for HTML. It can be printed; Python would escape what is joined to it, so
 * other uses are refused.
 */
record Markup(String html) {
  static Markup escape(String text) {
    return new Markup(
        text.replace("&", "&amp;")
            .replace(">", "&gt;")
            .replace("<", "&lt;")
            .replace("'", "&#39;")
            .replace("\"", "&#34;"));
  }
}
