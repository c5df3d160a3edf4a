package org.hactl.lab;

/** Hears how the making of a lab goes on. Called from several threads. */
public interface LabProgress {
  /** Hears nothing. */
  LabProgress NONE =
      new LabProgress() {
        @Override
        public void step(String text) {}

        @Override
        public void host(String host, String state) {}
      };

  /** Something that concerns the whole lab begins. */
  void step(String text);

  /** A host's state changed, for example to {@code booting} or {@code ready after 8.1 s}. */
  void host(String host, String state);
}
