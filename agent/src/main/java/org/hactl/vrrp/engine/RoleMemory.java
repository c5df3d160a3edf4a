package org.hactl.vrrp.engine;

import java.time.Duration;
import org.hactl.vrrp.model.ResumeHint;
import org.hactl.vrrp.model.RouterConfig;
import org.jspecify.annotations.Nullable;

/** Remembers beyond the end of this process which routers are master. */
interface RoleMemory {

  /** The place of one router in it; a new one if it has none. */
  Place place(RouterConfig router);

  /** Whether what is remembered is given away, since this process crashes again and again. */
  default boolean letsGo() {
    return false;
  }

  /** The same memory, to be given away. */
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
        };

    /** It is master, and just said so, and that it will again after that interval. */
    void advertised(Duration interval);

    /** It is master no more. */
    void released();

    /** When it last said so; null if it is not master. */
    @Nullable ResumeHint remembered();
  }
}
