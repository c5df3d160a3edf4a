package org.hactl.module;

/** Is told what a change that takes long is doing, in the words of the program that does it. */
@FunctionalInterface
public interface ProgressListener {
  /** Nobody listens. */
  ProgressListener NONE = (kind, text) -> {};

  /**
   * Tells one line.
   *
   * @param kind of the resource, as in {@link ResourceId#kind()}
   * @param text one line
   */
  void progress(String kind, String text);
}
