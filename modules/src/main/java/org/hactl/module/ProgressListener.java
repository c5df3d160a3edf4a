package org.hactl.module;

/** Receives the progress of a change that takes long, in the words of the program that runs. */
@FunctionalInterface
public interface ProgressListener {
  /** Ignores all progress. */
  ProgressListener NONE = (kind, text) -> {};

  /**
   * Receives one line.
   *
   * @param kind the kind of the resource, as in {@link ResourceId#kind()}
   * @param text one line
   */
  void progress(String kind, String text);
}
