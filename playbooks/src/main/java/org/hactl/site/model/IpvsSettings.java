package org.hactl.site.model;

import java.util.List;
import java.util.Optional;
import org.hactl.module.ipvs.IpvsTimeoutResource;

/**
 * What all virtual services of a director share.
 *
 * @param timeouts what directors get
 * @param connectionSync empty if directors keep their connections to themselves
 */
public record IpvsSettings(
    List<IpvsTimeoutResource> timeouts, Optional<ConnectionSync> connectionSync) {
  public static final IpvsSettings NONE = new IpvsSettings(List.of(), Optional.empty());

  public IpvsSettings {
    timeouts = List.copyOf(timeouts);
  }
}
