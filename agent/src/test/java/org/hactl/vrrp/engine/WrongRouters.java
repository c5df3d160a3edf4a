package org.hactl.vrrp.engine;

import java.util.List;
import java.util.function.BiPredicate;
import org.hactl.vrrp.model.Advertisement;
import org.hactl.vrrp.model.Effect;
import org.hactl.vrrp.model.Input;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.ResumeHint;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.protocol.BackupRole;
import org.hactl.vrrp.protocol.RouterSelf;
import org.hactl.vrrp.protocol.SyncGroup;
import org.hactl.vrrp.protocol.SyncGroups;
import org.hactl.vrrp.protocol.VirtualRouter;
import org.jspecify.annotations.Nullable;

/** Routers and sync groups with one realistic mistake each, which the simulation has to find. */
final class WrongRouters {
  private WrongRouters() {}

  static final class NoTieBreak extends VirtualRouter {
    NoTieBreak(RouterConfig config) {
      super(config);
    }

    @Override
    public boolean outranks(Advertisement heard) {
      return heard.priority() > self().priority();
    }
  }

  static final class NeverMakesWay extends VirtualRouter {
    NeverMakesWay(RouterConfig config) {
      super(config);
    }

    @Override
    public boolean outranks(Advertisement heard) {
      return false;
    }
  }

  static final class Impatient extends VirtualRouter {
    Impatient(RouterConfig config) {
      super(config, Backup::new);
    }

    private static final class Backup extends BackupRole {
      Backup(RouterSelf self) {
        super(self);
      }

      @Override
      protected long masterDownNanos() {
        return master().intervalNanos();
      }
    }
  }

  static final class NeverPreempts extends VirtualRouter {
    NeverPreempts(RouterConfig config) {
      super(config, self -> new Judging(self, (_, _) -> true));
    }
  }

  static final class AlwaysPreempts extends VirtualRouter {
    AlwaysPreempts(RouterConfig config) {
      super(config, self -> new Judging(self, (own, heard) -> heard >= own.priority()));
    }
  }

  static final class PreemptsAtOnce extends VirtualRouter {
    PreemptsAtOnce(RouterConfig config) {
      super(config, self -> new Judging(self, PreemptsAtOnce::accepts));
    }

    private static boolean accepts(RouterSelf self, int heardPriority) {
      boolean preempts = self.config().preempt() || self.config().isOwner();
      return heardPriority >= self.priority() || !preempts;
    }
  }

  /** A backup with another rule for the masters that it accepts. */
  private static final class Judging extends BackupRole {
    private final RouterSelf self;
    private final BiPredicate<RouterSelf, Integer> judgement;

    Judging(RouterSelf self, BiPredicate<RouterSelf, Integer> judgement) {
      super(self);
      this.self = self;
      this.judgement = judgement;
    }

    @Override
    protected boolean accepts(int heardPriority, long nowNanos) {
      return judgement.test(self, heardPriority);
    }
  }

  static final class SpeaksFirst extends VirtualRouter {
    SpeaksFirst(RouterConfig config) {
      super(config);
    }

    @Override
    protected boolean stoodStill(long nowNanos) {
      return false;
    }
  }

  static final class AlwaysResumes extends VirtualRouter {
    AlwaysResumes(RouterConfig config) {
      super(config);
    }

    @Override
    public long resumeLimitNanos(ResumeHint resume) {
      return Long.MAX_VALUE;
    }
  }

  static final class ComparesConfigured extends VirtualRouter {
    ComparesConfigured(RouterConfig config) {
      super(config);
    }

    @Override
    public boolean outranks(Advertisement heard) {
      return heard.priority() > config().priority()
          || (heard.priority() == config().priority() && super.outranks(heard));
    }
  }

  static final class ForgetsFaults extends VirtualRouter {
    ForgetsFaults(RouterConfig config) {
      super(config);
    }

    @Override
    public List<Effect> step(Input input, long nowNanos) {
      if (input instanceof Input.InterfaceUp) {
        faults().tracked(null);
      }
      return super.step(input, nowNanos);
    }
  }

  /** Hands its role over without waiting for another master. */
  static final class LeavesAtOnce extends VirtualRouter {
    LeavesAtOnce(RouterConfig config) {
      super(config);
    }

    @Override
    public List<Effect> step(Input input, long nowNanos) {
      Input wrong = input instanceof Input.HandOver ? new Input.StandBy(true, 0) : input;
      return super.step(wrong, nowNanos);
    }
  }

  /** Goes on advertising while it hands its role over. */
  static final class SpeaksOn extends VirtualRouter {
    SpeaksOn(RouterConfig config) {
      super(config);
    }

    @Override
    public List<Effect> step(Input input, long nowNanos) {
      List<Effect> effects = super.step(input, nowNanos);
      return input instanceof Input.HandOver && state() == State.MASTER
          ? Effect.concat(effects, List.of(new Effect.SendAdvertisement(self().priority())))
          : effects;
    }
  }

  private static void ignore(String group, State from, State to, Reason reason) {}

  /** A member that yields does not make the other members yield. */
  static final class AloneGroups extends SyncGroups {
    AloneGroups() {
      super(WrongRouters::ignore);
    }

    @Override
    protected SyncGroup create(String name) {
      return new SyncGroup(name, WrongRouters::ignore) {
        @Override
        public Input.@Nullable GroupDecision decision(State state, boolean all, boolean followed) {
          return super.decision(state, all, false);
        }
      };
    }
  }

  /** A member in FAULT does not put the other members in FAULT. */
  static final class UnsharedGroups extends SyncGroups {
    UnsharedGroups() {
      super(WrongRouters::ignore);
    }

    @Override
    protected SyncGroup create(String name) {
      return new SyncGroup(name, WrongRouters::ignore) {
        @Override
        protected @Nullable String faultyBeside(Member one) {
          return null;
        }
      };
    }
  }
}
