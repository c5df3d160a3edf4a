package org.hactl.reconcile;

/**
 * Receives the steps of a pass. The worker that runs the pass calls these methods, so return soon.
 */
public interface PassListener {
  PassListener SILENT =
      new PassListener() {
        @Override
        public void starting(ChangeOrder.KindStep step) {}

        @Override
        public void finished(PassOutcome.Done done) {}
      };

  void starting(ChangeOrder.KindStep step);

  void finished(PassOutcome.Done done);
}
