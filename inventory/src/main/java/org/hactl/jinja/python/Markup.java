package org.hactl.jinja.python;

/**
 * A text that is escaped for HTML. A template can only print it; other uses are refused, because
 * Python would escape a text that is joined to it.
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
