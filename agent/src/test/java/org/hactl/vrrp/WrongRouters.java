package org.hactl.vrrp;

import java.util.List;

/** State machines with one realistic mistake each, which the simulation has to find. */
final class WrongRouters {
  private WrongRouters() {}

  static final class NoTieBreak extends VirtualRouter {
    NoTieBreak(RouterConfig config) {
      super(config);
    }

    @Override
    boolean outranks(Advertisement heard) {
      return heard.priority() > self().priority();
    }
  }

  static final class NeverMakesWay extends VirtualRouter {
    NeverMakesWay(RouterConfig config) {
      super(config);
    }

    @Override
    boolean outranks(Advertisement heard) {
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
      long masterDownNanos() {
        return master().intervalNanos();
      }
    }
  }

  static final class NeverPreempts extends VirtualRouter {
    NeverPreempts(RouterConfig config) {
      super(config, Backup::new);
    }

    private static final class Backup extends BackupRole {
      Backup(RouterSelf self) {
        super(self);
      }

      @Override
      boolean accepts(int heardPriority, long nowNanos) {
        return true;
      }
    }
  }

  static final class AlwaysPreempts extends VirtualRouter {
    AlwaysPreempts(RouterConfig config) {
      super(config, Backup::new);
    }

    private static final class Backup extends BackupRole {
      private final RouterSelf self;

      Backup(RouterSelf self) {
        super(self);
        this.self = self;
      }

      @Override
      boolean accepts(int heardPriority, long nowNanos) {
        return heardPriority >= self.priority();
      }
    }
  }

  static final class PreemptsAtOnce extends VirtualRouter {
    PreemptsAtOnce(RouterConfig config) {
      super(config, Backup::new);
    }

    private static final class Backup extends BackupRole {
      private final RouterSelf self;

      Backup(RouterSelf self) {
        super(self);
        this.self = self;
      }

      @Override
      boolean accepts(int heardPriority, long nowNanos) {
        boolean preempts = self.config().preempt() || self.config().isOwner();
        return heardPriority >= self.priority() || !preempts;
      }
    }
  }

  static final class SpeaksFirst extends VirtualRouter {
    SpeaksFirst(RouterConfig config) {
      super(config);
    }

    @Override
    boolean stoodStill(long nowNanos) {
      return false;
    }
  }

  static final class AlwaysResumes extends VirtualRouter {
    AlwaysResumes(RouterConfig config) {
      super(config);
    }

    @Override
    long resumeLimitNanos(ResumeHint resume) {
      return Long.MAX_VALUE;
    }
  }

  static final class ComparesConfigured extends VirtualRouter {
    ComparesConfigured(RouterConfig config) {
      super(config);
    }

    @Override
    boolean outranks(Advertisement heard) {
      return heard.priority() > config().priority()
          || (heard.priority() == config().priority() && super.outranks(heard));
    }
  }

  static final class ForgetsFaults extends VirtualRouter {
    ForgetsFaults(RouterConfig config) {
      super(config);
    }

    @Override
    List<Effect> step(Input input, long nowNanos) {
      if (input instanceof Input.InterfaceUp) {
        faults().tracked(null);
      }
      return super.step(input, nowNanos);
    }
  }
}
