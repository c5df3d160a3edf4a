package org.hactl.agent.store;

import java.io.IOException;
import java.util.Optional;
import org.hactl.api.SiteVersion;
import org.hactl.host.HostState;
import org.jspecify.annotations.Nullable;

/**
 * The generation in force: the pending one, else the confirmed one. A generation that was rolled
 * back is not in force, even where the disk still has it as pending.
 */
public final class CurrentGeneration {
  private final GenerationStore store;

  /** A generation that was rolled back but could not be removed from disk; 0 for none. */
  private volatile long givenUp;

  public CurrentGeneration(GenerationStore store) {
    this.store = store;
  }

  /** The generation in force; empty before the first apply. */
  public Optional<Generation> get() {
    return pending().or(store::confirmed);
  }

  /** The pending generation. */
  public Optional<Generation> pending() {
    return store.pending().filter(generation -> generation.number() != givenUp);
  }

  public boolean isPending(long number) {
    return pending().filter(each -> each.number() == number).isPresent();
  }

  /** Whether the generation in force is the confirmed one. */
  public boolean isConfirmed() {
    return pending().isEmpty() && store.confirmed().isPresent();
  }

  /** Whether the confirmed generation has this digest, and no generation is pending. */
  public boolean isConfirmed(String digest) {
    return !store.hasPending()
        && store.confirmed().filter(each -> each.digest().equals(digest)).isPresent();
  }

  public boolean isConfirmed(long number) {
    return store.confirmed().filter(each -> each.number() == number).isPresent();
  }

  /**
   * The state for a rollback: the confirmed state, or an empty state of the same host if no
   * generation is confirmed yet.
   */
  public HostState confirmedState() {
    return store
        .confirmed()
        .map(Generation::state)
        .orElseGet(() ->
            store
                .pending()
                .map(Generation::state)
                .map(pending -> HostState.empty(pending.site(), pending.host()))
                .orElseGet(() -> HostState.empty("", "")));
  }

  /** Makes this state the pending generation, unless the pending one has the same digest. */
  public Generation begin(
      HostState state, String digest, long nowMillis, @Nullable SiteVersion version)
      throws IOException {
    boolean isAgain = store.pending().filter(each -> each.digest().equals(digest)).isPresent();
    if (!isAgain) {
      store.begin(new Generation(store.nextNumber(), digest, nowMillis, state, version));
    } else if (version != null) {
      store.pendingVersion(version);
    }
    Generation generation = store.pending().orElseThrow();
    givenUp = 0;
    return generation;
  }

  /**
   * Records the version of the site that the confirmed generation is part of.
   *
   * @return whether it is another version than before
   */
  public boolean version(SiteVersion version) throws IOException {
    if (store.confirmed().filter(each -> version.equals(each.version())).isPresent()) {
      return false;
    }
    store.version(version);
    return true;
  }

  /** Takes a pending generation out of force, even if the disk cannot be written. */
  public void abandon(Generation pending) throws IOException {
    try {
      store.abandon();
    } catch (IOException e) {
      givenUp = pending.number();
      throw e;
    }
  }
}
