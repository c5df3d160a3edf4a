package org.hactl.jinja.python;

/**
 * A text that is escaped for HTML. It can be printed; Python would escape what is joined to it, so
 * other uses are refused.
 */
public record Markup(String html) {
  public static Markup escape(String text) {
    return new Markup(
        text.replace("&", "&amp;")
            .replace(">", "&gt;")
            .replace("<", "&lt;")
            .replace("'", "&#39;")
            .replace("\"", "&#34;"));
  }
}
