package org.hactl.vrrp.engine;

import java.util.List;
import java.util.function.BiPredicate;
import org.hactl.vrrp.model.Advertisement;
import org.hactl.vrrp.model.Effect;
import org.hactl.vrrp.model.Input;
import org.hactl.vrrp.model.ResumeHint;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.protocol.BackupRole;
import org.hactl.vrrp.protocol.RouterSelf;
import org.hactl.vrrp.protocol.VirtualRouter;

/** State machines with one realistic mistake each, which the simulation has to find. */
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

  /** A backup that decides otherwise whom it lets be master. */
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
}
