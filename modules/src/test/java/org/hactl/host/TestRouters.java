package org.hactl.host;

import java.util.List;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.GratuitousArp;

/** Virtual routers for tests in which only a part of their configuration matters. */
public final class TestRouters {
  private TestRouters() {}

  /**
   * Version 2, VRID 51, priority 100, an advertisement a second.
   *
   * @param vips as {@code address/prefix}
   */
  public static VirtualRouterSpec router(String name, String interfaceName, String... vips) {
    return router(name, 2, 51, interfaceName, 100, vips);
  }

  /**
   * An advertisement a second; it preempts.
   *
   * @param vips as {@code address/prefix}
   */
  public static VirtualRouterSpec router(
      String name,
      int version,
      int virtualRouterId,
      String interfaceName,
      int priority,
      String... vips) {
    return VirtualRouterSpec.of(
        name,
        version,
        virtualRouterId,
        interfaceName,
        priority,
        1_000,
        true,
        0,
        Authentication.none(),
        List.of(vips),
        GratuitousArp.DEFAULT);
  }
}
