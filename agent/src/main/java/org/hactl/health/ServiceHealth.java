package org.hactl.health;

/** How many real servers of a virtual service have which health. */
public record ServiceHealth(int healthy, int unhealthy, int unknown, int unchecked) {
  public int all() {
    return healthy + unhealthy + unknown + unchecked;
  }
}
