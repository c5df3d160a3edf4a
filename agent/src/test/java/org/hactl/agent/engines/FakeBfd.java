package org.hactl.agent.engines;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.hactl.bfd.engine.BfdListener;
import org.hactl.bfd.engine.BfdService;
import org.hactl.bfd.model.BfdConfig;
import org.hactl.bfd.model.BfdReason;
import org.hactl.bfd.model.BfdState;
import org.hactl.bfd.model.BfdStatus;
import org.hactl.bfd.model.BfdTransition;
import org.hactl.bfd.model.Diagnostic;
import org.hactl.bfd.model.SessionSnapshot;

/** A BFD engine whose sessions change state when the test says so. */
public final class FakeBfd implements BfdService {
  public volatile List<BfdConfig> sessions = List.of();
  volatile boolean closed;

  private final BfdListener listener;

  public FakeBfd(BfdListener listener) {
    this.listener = listener;
  }

  public void become(String session, BfdState from, BfdState to, BfdReason reason) {
    listener.on(
        new BfdTransition(
            session,
            from,
            to,
            reason,
            Diagnostic.NONE,
            Diagnostic.NONE,
            Instant.EPOCH,
            System.nanoTime()));
  }

  @Override
  public void configure(List<BfdConfig> wanted) {
    sessions = wanted;
  }

  @Override
  public void inherit(Map<String, SessionSnapshot> from) {}

  @Override
  public Map<String, SessionSnapshot> freeze(CountDownLatch goOn) {
    return Map.of();
  }

  @Override
  public BfdStatus status() {
    return new BfdStatus(List.of(), 0, null, Map.of());
  }

  @Override
  public void close() {
    closed = true;
  }
}
