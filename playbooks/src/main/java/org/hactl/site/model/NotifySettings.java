package org.hactl.site.model;

import java.util.List;
import org.hactl.host.HookSpec;
import org.hactl.host.MailPolicy;
import org.jspecify.annotations.Nullable;

/**
 * The settings of notifications about all virtual routers and real servers of the site.
 *
 * @param mail null if no mail is sent
 * @param hooks commands that run at all transitions
 * @param fifos named pipes that get a line for each transition
 * @param priorityChanges whether the pipes also get a line for each change of an advertised
 *     priority
 */
public record NotifySettings(
    @Nullable MailPolicy mail, List<HookSpec> hooks, List<String> fifos, boolean priorityChanges) {
  public static final NotifySettings NONE = new NotifySettings(null, List.of(), List.of(), false);

  public NotifySettings {
    hooks = List.copyOf(hooks);
    fifos = List.copyOf(fifos);
  }
}
