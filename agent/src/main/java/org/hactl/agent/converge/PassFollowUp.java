package org.hactl.agent.converge;

import java.util.List;
import java.util.Map;
import org.hactl.agent.converge.role.RoleFaults;
import org.hactl.module.Phase;
import org.hactl.module.address.AddressResource;
import org.hactl.reconcile.Pass;
import org.hactl.reconcile.PassOutcome;

/** After each pass: announces addresses that are in place now, and records the pass. */
final class PassFollowUp implements Worker.FinishedPassListener {
  private final EngineInbox inbox;
  private final Engines engines;
  private final Targets targets;
  private final PassLog passLog;
  private final RoleFaults roleFaults;

  PassFollowUp(
      EngineInbox inbox, Engines engines, Targets targets, PassLog passLog, RoleFaults roleFaults) {
    this.roleFaults = roleFaults;
    this.inbox = inbox;
    this.engines = engines;
    this.targets = targets;
    this.passLog = passLog;
  }

  @Override
  public void finished(Pass pass, Map<String, Cause> causes, PassOutcome outcome) {
    boolean ofNetwork = inbox.network().kinds().containsAll(pass.kinds());
    if (ofNetwork) {
      // First: the next master waits for it.
      if (pass.stopAtError()) {
        // If this apply fails, the agent rolls it back; the pass of the rollback decides about the
        // roles.
        roleFaults.retry(targets.network());
      } else {
        roleFaults.passed(targets.network(), targets.roles(), outcome);
      }
      if (!outcome.outdated().isEmpty()) {
        inbox.wakeNetwork(outcome.outdated());
      }
    }
    // Other hosts wait for the announcement, so it comes before the log.
    if (pass.kinds().contains(AddressResource.KIND)) {
      List<String> ready = inbox.unannounced().passed(targets.network(), targets.roles(), outcome);
      if (!ready.isEmpty()) {
        engines.announce(ready);
      }
    }
    passLog.finished(pass, causes, outcome);
    if (pass.part() == Pass.Extent.EVERYTHING) {
      if (pass.kinds().containsAll(inbox.network().kinds())) {
        passLog.lookedAtAll(Phase.NETWORK);
      }
      if (pass.kinds().containsAll(inbox.software().kinds())) {
        passLog.lookedAtAll(Phase.SOFTWARE);
      }
    }
  }
}
