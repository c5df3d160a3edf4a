package org.hactl.lab;

/** Gets the progress while a lab is made. Called from several threads. */
public interface LabProgress {
  /** Ignores the progress. */
  LabProgress NONE =
      new LabProgress() {
        @Override
        public void step(String text) {}

        @Override
        public void host(String host, String state) {}
      };

  /** A step for the whole lab begins. */
  void step(String text);

  /** A host's state changed, for example to {@code booting} or {@code ready after 8.1 s}. */
  void host(String host, String state);
}
