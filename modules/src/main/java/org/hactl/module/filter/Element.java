package org.hactl.module.filter;

import java.util.Comparator;

/**
 * One element of one of the sets of {@code inet hactl}.
 *
 * @param value as nft writes and reads it
 */
record Element(String set, String value) implements Comparable<Element> {
  private static final Comparator<Element> ORDER =
      Comparator.comparing(Element::set).thenComparing(Element::value);

  static Element ofAddress(String address) {
    return new Element(address.indexOf(':') < 0 ? FilterTable.VIPS4 : FilterTable.VIPS6, address);
  }

  /**
   * @param text {@code 10.0.0.1 . tcp . 80}
   */
  static Element ofService(String text) {
    return new Element(text.indexOf(':') < 0 ? FilterTable.SERVICES4 : FilterTable.SERVICES6, text);
  }

  /** The element in words, for a plan. */
  String field() {
    return set.startsWith("vips") ? "drop" : "accept";
  }

  static Element ofField(String field, String value) {
    return field.equals("drop") ? ofAddress(value) : ofService(value);
  }

  @Override
  public int compareTo(Element other) {
    return ORDER.compare(this, other);
  }
}
