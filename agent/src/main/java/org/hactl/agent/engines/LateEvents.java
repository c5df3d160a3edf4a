package org.hactl.agent.engines;

import org.hactl.agent.converge.EngineEvents;
import org.jspecify.annotations.Nullable;

/** Joins engines to the core that is made after them. What happens before is nobody's business. */
public final class LateEvents implements EngineEvents {
  private volatile @Nullable EngineEvents target;

  public void connect(EngineEvents core) {
    target = core;
  }

  @Override
  public void roleChanged(String router, boolean master) {
    EngineEvents core = target;
    if (core != null) {
      core.roleChanged(router, master);
    }
  }

  @Override
  public void healthChanged() {
    EngineEvents core = target;
    if (core != null) {
      core.healthChanged();
    }
  }

  @Override
  public void fullPassDue() {
    EngineEvents core = target;
    if (core != null) {
      core.fullPassDue();
    }
  }
}
