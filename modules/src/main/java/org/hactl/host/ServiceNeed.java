package org.hactl.host;

import java.util.List;

/**
 * How many healthy real servers a virtual service needs at least, and how much weight they have to
 * have together in the site. Both hold.
 */
public record ServiceNeed(int servers, int weight) {
  public static final ServiceNeed NONE = new ServiceNeed(0, 0);

  /** One real server, as every service needs. */
  public static final ServiceNeed ONE = new ServiceNeed(1, 0);

  /** What a quorum needs so that it is not lost. */
  public static ServiceNeed of(Quorum quorum) {
    return quorum.by() == Quorum.By.WEIGHT
        ? new ServiceNeed(0, quorum.lostBelow())
        : new ServiceNeed(quorum.lostBelow(), 0);
  }

  public ServiceNeed and(ServiceNeed other) {
    return new ServiceNeed(Math.max(servers, other.servers), Math.max(weight, other.weight));
  }

  /**
   * Whether these real servers are enough.
   *
   * @param weights of each of them in the site
   */
  public boolean isMetBy(List<Integer> weights) {
    return weights.size() >= servers
        && weights.stream().mapToInt(Integer::intValue).sum() >= weight;
  }

  /**
   * How many real servers are enough, whichever of these they are. More than there are if all of
   * them are not enough.
   *
   * @param weights of all real servers of the service
   */
  public int anyServers(List<Integer> weights) {
    List<Integer> lightestFirst = weights.stream().sorted().toList();
    int sum = 0;
    int count = 0;
    while (sum < weight && count < lightestFirst.size()) {
      sum += lightestFirst.get(count);
      count++;
    }
    return Math.max(servers, sum < weight ? weights.size() + 1 : count);
  }

  /** The need in words: {@code 2}, {@code weight 4}, {@code 2 and weight 4}. */
  public String text() {
    String byWeight = "weight " + weight;
    return weight == 0
        ? String.valueOf(servers)
        : servers > 1 ? servers + " and " + byWeight : byWeight;
  }
}
