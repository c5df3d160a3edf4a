package org.hactl.agent.converge;

import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.hactl.api.Reply;
import org.hactl.module.sysctl.SysctlResource;
import org.hactl.reconcile.ChangeOrder;
import org.hactl.reconcile.PassListener;
import org.hactl.reconcile.PassOutcome;

/** Tells the client that asked for a pass what the pass is doing. */
record ProgressLines(Consumer<Reply.Progress> sink) implements PassListener {
  @Override
  public void starting(ChangeOrder.KindStep step) {
    // Steps of other kinds take milliseconds and need no announcement.
    if (ChangeOrder.rank(step.kind()) < ChangeOrder.rank(SysctlResource.KIND)) {
      String what =
          step.changes().stream()
              .map(change -> change.action().name().toLowerCase(Locale.ROOT) + " " + change.id())
              .collect(Collectors.joining(", "));
      sink.accept(new Reply.Progress(what, null, false));
    }
  }

  @Override
  public void finished(PassOutcome.Done done) {
    String text = done.error().isEmpty() ? done.change().id().toString() : done.error();
    sink.accept(new Reply.Progress(text, PassLog.view(done.change()), true));
  }
}
