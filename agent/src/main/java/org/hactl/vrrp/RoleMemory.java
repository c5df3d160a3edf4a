package org.hactl.vrrp;

import org.jspecify.annotations.Nullable;

/** Remembers beyond the end of this process which routers are master. */
interface RoleMemory {

  /** The place of one router in it; a new one if it has none. */
  Place place(RouterConfig router);

  /** Remembers nothing. */
  static RoleMemory none() {
    return _ -> Place.NONE;
  }

  /** What is remembered of one router. */
  interface Place {
    Place NONE =
        new Place() {
          @Override
          public void advertised() {}

          @Override
          public void released() {}

          @Override
          public @Nullable ResumeHint remembered() {
            return null;
          }
        };

    /** It is master, and just said so. */
    void advertised();

    /** It is master no more. */
    void released();

    /** When it last said so; null if it is not master. */
    @Nullable ResumeHint remembered();
  }
}
