package org.hactl.vrrp.engine;

import org.hactl.vrrp.model.Input;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.protocol.SyncGroup;
import org.hactl.vrrp.protocol.SyncGroups;
import org.jspecify.annotations.Nullable;

/** Sync groups with one realistic mistake each, which the simulation has to find. */
final class WrongGroups {
  private WrongGroups() {}

  private static void ignore(String group, State from, State to, Reason reason) {}

  /** A member that makes way leaves the others where they are. */
  static final class Alone extends SyncGroups {
    Alone() {
      super(WrongGroups::ignore);
    }

    @Override
    protected SyncGroup create(String name) {
      return new SyncGroup(name, WrongGroups::ignore) {
        @Override
        public Input.@Nullable GroupDecision decision(State state, boolean all, boolean followed) {
          return super.decision(state, all, false);
        }
      };
    }
  }

  /** A member in FAULT leaves the others where they are. */
  static final class Unshared extends SyncGroups {
    Unshared() {
      super(WrongGroups::ignore);
    }

    @Override
    protected SyncGroup create(String name) {
      return new SyncGroup(name, WrongGroups::ignore) {
        @Override
        protected @Nullable String faultyBeside(Member one) {
          return null;
        }
      };
    }
  }
}
