package org.hactl.agent.converge;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the claims on addresses whose interface gets another name: an address stays on the renamed
 * interface, and a pass then removes it under the new name.
 */
final class RenamedInterfaces {
  private static final Logger log = LoggerFactory.getLogger(RenamedInterfaces.class);

  private final EngineInbox inbox;
  private final Targets targets;
  private final Claims claims;

  RenamedInterfaces(EngineInbox inbox, Targets targets, Claims claims) {
    this.inbox = inbox;
    this.targets = targets;
    this.claims = claims;
  }

  /** Moves the claims to the new name later, on the network worker's thread. Returns at once. */
  void renamed(String from, String to) {
    inbox
        .network()
        .run(() -> {
          try {
            claims.followRename(targets.network(), from, to);
          } catch (IOException e) {
            log.atError()
                .addKeyValue("interface", to)
                .addKeyValue("error", String.valueOf(e.getMessage()))
                .log("addresses stay on an interface that was renamed");
          }
        });
  }
}
