package org.hactl.agent.converge;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.hactl.api.ChangeView;
import org.hactl.api.Reply;
import org.hactl.module.sysctl.SysctlResource;
import org.hactl.reconcile.ChangeOrder;
import org.hactl.reconcile.PassListener;
import org.hactl.reconcile.PassOutcome;

/** Tells the client that asked for a pass what the pass is doing. */
final class ProgressLines implements PassListener {
  /** Of a step with more changes than this, the values come with the closing reply alone. */
  private static final int WITH_VALUES = 20;

  private final Consumer<Reply.Progress> sink;
  private boolean withValues = true;

  ProgressLines(Consumer<Reply.Progress> sink) {
    this.sink = sink;
  }

  @Override
  public void starting(ChangeOrder.KindStep step) {
    withValues = step.changes().size() <= WITH_VALUES;
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
    ChangeView change = PassLog.view(done.change());
    ChangeView told = withValues ? change : new ChangeView(change.id(), change.action(), List.of());
    sink.accept(new Reply.Progress(text, told, true));
  }
}
