package org.hactl.vrrp.engine;

import java.time.Duration;
import org.hactl.vrrp.model.ResumeHint;
import org.hactl.vrrp.model.RouterConfig;
import org.jspecify.annotations.Nullable;

/** Remembers which routers are master, for the next process of the agent. */
interface RoleMemory {
  /** While the agent is in a crash loop: the time in which another director takes over. */
  long LETTING_GO_NANOS = 30_000_000_000L;

  /** The slot of a router; a new one if it has none. */
  Place place(RouterConfig router);

  /** Whether remembered roles are given away, since the agent is in a crash loop. */
  default boolean letsGo() {
    return false;
  }

  /** The same memory, for an agent in a crash loop: its routers hand over. */
  static RoleMemory lettingGo(RoleMemory memory) {
    return new RoleMemory() {
      @Override
      public Place place(RouterConfig router) {
        return memory.place(router);
      }

      @Override
      public boolean letsGo() {
        return true;
      }
    };
  }

  /** Remembers nothing. */
  static RoleMemory none() {
    return _ -> Place.NONE;
  }

  /** What is remembered of one router. */
  interface Place {
    Place NONE =
        new Place() {
          @Override
          public void advertised(Duration interval) {}

          @Override
          public void released() {}

          @Override
          public @Nullable ResumeHint remembered() {
            return null;
          }

          @Override
          public void numbered(int highest) {}

          @Override
          public int highestNumber() {
            return 0;
          }
        };

    /** The router is master and has just advertised, with this interval. */
    void advertised(Duration interval);

    /** The router is no longer master. */
    void released();

    /** Its last advertisement as master; null if it is not master. */
    @Nullable ResumeHint remembered();

    /** The highest sequence number of its authentication headers so far, sent or heard. */
    void numbered(int highest);

    /** What {@link #numbered} was told last, in this boot; 0 if nothing. */
    int highestNumber();
  }
}
