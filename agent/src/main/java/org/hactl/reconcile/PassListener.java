package org.hactl.reconcile;

/** Watches a pass at work. Called on the worker that runs it: return soon. */
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
