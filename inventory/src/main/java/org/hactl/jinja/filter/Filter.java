package org.hactl.jinja.filter;

/**
 * A filter, a test, or a method of a value.
 *
 * @param opaque whether the filter passes on the values inside maps and lists without reading them:
 *     its result is then a secret only if the value that it returns contains one
 */
public record Filter(String name, Signature signature, Body body, boolean opaque) {
  /** Computes the filter's result. */
  @FunctionalInterface
  interface Body {
    Object apply(Object value, Arguments arguments);
  }

  static Filter of(String name, String signature, Body body) {
    return new Filter(name, Signature.of(signature), body, false);
  }

  static Filter opaque(String name, String signature, Body body) {
    return new Filter(name, Signature.of(signature), body, true);
  }
}
