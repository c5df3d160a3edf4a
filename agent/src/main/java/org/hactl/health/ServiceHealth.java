package org.hactl.health;

/** The number of real servers of a virtual service with each health. */
public record ServiceHealth(int healthy, int unhealthy, int unknown, int unchecked) {
  public int all() {
    return healthy + unhealthy + unknown + unchecked;
  }
}
