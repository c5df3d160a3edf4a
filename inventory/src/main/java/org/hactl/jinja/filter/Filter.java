package org.hactl.jinja.filter;

/**
 * A filter, a test, or a method of a value.
 *
 * @param opaque whether it takes the values inside maps and lists as they are and opens none, so
 *     that a secret beside the one it picks does not count
 */
public record Filter(String name, Signature signature, Body body, boolean opaque) {
  /** What it computes. */
  @FunctionalInterface
  public interface Body {
    Object apply(Object value, Arguments arguments);
  }

  public static Filter of(String name, String signature, Body body) {
    return new Filter(name, Signature.of(signature), body, false);
  }

  public static Filter opaque(String name, String signature, Body body) {
    return new Filter(name, Signature.of(signature), body, true);
  }
}
