package org.hactl.host;

import java.util.List;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.GratuitousArp;

/** A virtual router for tests in which only its name, interface and VIPs matter. */
public final class TestRouters {
  private TestRouters() {}

  /**
   * Version 2, VRID 51, priority 100, an advertisement a second.
   *
   * @param vips as {@code address/prefix}
   */
  public static VirtualRouterSpec router(String name, String interfaceName, String... vips) {
    return VirtualRouterSpec.of(
        name,
        2,
        51,
        interfaceName,
        100,
        1_000,
        true,
        0,
        Authentication.none(),
        List.of(vips),
        GratuitousArp.DEFAULT);
  }
}
