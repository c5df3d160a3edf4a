package org.hactl.agent.converge;

import java.util.function.Consumer;
import org.hactl.api.Reply;
import org.hactl.module.ProgressListener;
import org.jspecify.annotations.Nullable;

/**
 * Passes the progress of a long change on to the client that asked for the change, if there is one.
 */
public final class ProgressRelay implements ProgressListener {
  private volatile @Nullable Consumer<Reply.Progress> sink;

  void to(Consumer<Reply.Progress> listener) {
    sink = listener;
  }

  void stop() {
    sink = null;
  }

  @Override
  public void progress(String kind, String text) {
    Consumer<Reply.Progress> listener = sink;
    if (listener != null) {
      listener.accept(new Reply.Progress(kind + ": " + text, null, false));
    }
  }
}
