package org.hactl.agent.engines;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hactl.agent.store.HandOverStore;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.model.Transition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The virtual routers that an operator handed over, and who did. This host follows another master
 * of them until it is master itself; a restart of the agent does not end that. Safe for use from
 * any thread.
 */
public final class HandOvers {
  private static final Logger log = LoggerFactory.getLogger(HandOvers.class);

  private final HandOverStore store;

  /** By router: who asked for a hand-over that is under way. */
  private final Map<String, String> asked = new HashMap<>();

  /** By router: who handed it over. */
  private final Map<String, String> done;

  private boolean unsaved;

  public HandOvers(HandOverStore store) {
    this.store = store;
    this.done = new HashMap<>(store.read());
  }

  synchronized void asked(Collection<String> routers, String who) {
    routers.forEach(router -> asked.put(router, who));
  }

  /** From now on these routers give their roles away for another reason than such a request. */
  public synchronized void forgetRequests(Set<String> routers) {
    asked.keySet().removeAll(routers);
  }

  /**
   * Routers get other names.
   *
   * @param nowByOld the new names by the old ones; no name is both
   * @return whether {@link #save} has something to do
   */
  public synchronized boolean rename(Map<String, String> nowByOld) {
    nowByOld.forEach((old, now) -> {
      String asking = asked.remove(old);
      if (asking != null) {
        asked.put(now, asking);
      }
      String who = done.remove(old);
      if (who != null) {
        done.put(now, who);
        unsaved = true;
      }
    });
    return unsaved;
  }

  /** Follows a change of a router's state. Returns whether {@link #save} has something to do. */
  public synchronized boolean follow(Transition transition) {
    String router = transition.router();
    if (transition.to() == State.MASTER) {
      asked.remove(router);
      unsaved |= done.remove(router) != null;
      return unsaved;
    }
    String who = asked.remove(router);
    if (who == null || transition.reason() != Reason.OPERATOR) {
      return false;
    }
    done.put(router, who);
    unsaved = true;
    return true;
  }

  /** The routers of which this host follows another master. */
  public synchronized Set<String> routers() {
    return Set.copyOf(done.keySet());
  }

  /** Who handed a router over; empty if this host does not follow another master because of it. */
  public synchronized Optional<String> by(String router) {
    return Optional.ofNullable(done.get(router));
  }

  /** Writes what has changed to the disk. */
  public synchronized void save() {
    if (!unsaved) {
      return;
    }
    try {
      store.write(done);
      unsaved = false;
    } catch (IOException e) {
      log.atWarn()
          .addKeyValue("routers", done.keySet())
          .addKeyValue("error", String.valueOf(e.getMessage()))
          .log(
              "cannot write which routers were handed over: a restart of the agent may take their"
                  + " roles back");
    }
  }
}
