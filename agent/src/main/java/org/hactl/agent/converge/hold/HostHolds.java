package org.hactl.agent.converge.hold;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.hactl.agent.store.AuditLog;
import org.hactl.agent.store.EventJournal;
import org.hactl.agent.store.HoldStore;
import org.hactl.api.AuditEntry;
import org.hactl.api.Event;
import org.hactl.api.Reply;
import org.hactl.host.Hold;
import org.hactl.host.Hold.ApplyDrain;
import org.hactl.host.Holds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The holds of this host. A new word is on the disk, in the audit log and in the event journal
 * before it has an effect. Safe for use from any thread.
 */
public final class HostHolds {
  private static final Logger log = LoggerFactory.getLogger(HostHolds.class);
  private static final Duration TRY_AGAIN = Duration.ofSeconds(10);

  private final HoldStore store;
  private final EventJournal journal;
  private final AuditLog audit;
  private final LongSupplier nowMillis;
  private final LongSupplier generation;
  private final BiConsumer<Duration, Runnable> later;
  private final Runnable changed;
  private volatile Holds current;
  private boolean standsStill;

  /**
   * @param nowMillis since the epoch
   * @param generation the number of the generation in force
   * @param later runs a task once after a delay
   * @param changed called after the holds have changed; must not wait
   */
  public HostHolds(
      HoldStore store,
      EventJournal journal,
      AuditLog audit,
      LongSupplier nowMillis,
      LongSupplier generation,
      BiConsumer<Duration, Runnable> later,
      Runnable changed) {
    this.store = store;
    this.journal = journal;
    this.audit = audit;
    this.nowMillis = nowMillis;
    this.generation = generation;
    this.later = later;
    this.changed = changed;
    this.current = store.holds();
  }

  /** Begins the time of the holds that end by themselves. */
  public void start() {
    current.held().forEach(this::endLater);
  }

  public Holds current() {
    return current;
  }

  /**
   * Takes over nothing until {@link #goOn}: another process of the agent reads the holds. A word
   * that is being taken over has had its effect when this returns.
   */
  public synchronized void standStill() {
    standsStill = true;
  }

  public synchronized void goOn() {
    standsStill = false;
  }

  /**
   * Takes over what is newer than this host's own words.
   *
   * @return {@link Reply.Holds} with all holds of this host, or why nothing was taken over
   */
  public synchronized Reply take(List<Hold> said) {
    List<Hold> newer = Holds.of(said).newerThan(current);
    if (newer.isEmpty()) {
      return new Reply.Holds(current.all());
    }
    if (standsStill) {
      return new Reply.Failed(
          "busy", "another process of the agent takes over on this host; try again in a moment");
    }
    long now = nowMillis.getAsLong();
    Holds next = current.merge(newer).pruned(now);
    if (next.held().size() > Holds.MAX_HELD) {
      return new Reply.Failed(
          "too-many-holds",
          "this host would have %d holds; at most %d are possible"
              .formatted(next.held().size(), Holds.MAX_HELD));
    }
    try {
      store.replace(next);
    } catch (IOException e) {
      return new Reply.Failed("disk", "cannot write the holds: " + e.getMessage());
    }
    newer.stream().filter(hold -> !isSignOfLife(hold)).forEach(hold -> tell(hold, now));
    current = next;
    newer.stream().filter(Hold::inForce).forEach(this::endLater);
    changed.run();
    return new Reply.Holds(current.all());
  }

  /** Whether an apply only says that it still needs this hold. */
  private boolean isSignOfLife(Hold hold) {
    return hold instanceof ApplyDrain
        && hold.inForce()
        && current
            .find(hold.subject())
            .filter(Hold::inForce)
            .filter(before -> before.word().who().equals(hold.word().who()))
            .isPresent();
  }

  private void endLater(Hold hold) {
    if (hold instanceof ApplyDrain drain) {
      later.accept(Duration.ofMillis(drain.lastsMillis()), () -> end(drain));
    }
  }

  /** Ends a drain if no newer word about it has come. */
  private void end(ApplyDrain drain) {
    boolean same = current.find(drain.subject()).filter(drain::equals).isPresent();
    if (same && take(List.of(drain.over())) instanceof Reply.Failed failed) {
      log.atWarn()
          .addKeyValue("subject", drain.subject())
          .addKeyValue("error", failed.message())
          .log("the hold could not be ended; it is tried again");
      later.accept(TRY_AGAIN, () -> end(drain));
    }
  }

  private void tell(Hold hold, long now) {
    journal.add(new Event.HoldChanged(now, hold));
    audit.add(AuditEntry.of(now, generation.getAsLong(), hold));
    log.atInfo()
        .addKeyValue("subject", hold.subject())
        .addKeyValue("state", hold.word().state())
        .addKeyValue("who", hold.word().who())
        .addKeyValue("why", hold.word().why())
        .log("hold");
  }
}
