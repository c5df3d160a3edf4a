package org.hactl.control;

import java.util.List;
import org.hactl.api.ChangeView;
import org.hactl.api.SiteVersion;
import org.hactl.control.plan.Wanted;
import org.jspecify.annotations.Nullable;

/**
 * What an apply asks of one host.
 *
 * @param planned the changes of the plan
 * @param inForce whether the host has this state confirmed already, so that a second request for it
 *     does no harm
 * @param version the version of the site that the host holds from then on; null for none
 * @param held the version that the host held when it was planned; null for none
 */
record ApplyOrder(
    Wanted wanted,
    List<ChangeView> planned,
    boolean inForce,
    @Nullable SiteVersion version,
    @Nullable SiteVersion held) {}
