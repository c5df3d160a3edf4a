package org.hactl.site.shape;

import org.hactl.host.Quorum;
import org.hactl.host.Quorum.By;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Shape;

/** {@code quorum} of a service: a number of real servers, or a map. */
final class QuorumShape {
  private static final int MAX = 100_000_000;

  static final Shape<Quorum> SHAPE = quorum();

  private QuorumShape() {}

  private static Shape<Quorum> quorum() {
    Fields f =
        new Fields(
            "How many real servers have to be healthy, or how much weight they have to have");
    var count =
        f.optional("count", Shape.integer(1, MAX), "How many real servers have to be healthy");
    var weight =
        f.optional(
            "weight",
            Shape.integer(1, MAX),
            "The weight in the site that the healthy real servers have to have together");
    var hysteresis =
        f.optional(
            "hysteresis",
            Shape.integer(0, MAX),
            0,
            "Reached at the quorum plus this, lost below the quorum minus this");
    f.atMostOneOf(count, weight);
    Shape<Quorum> map =
        f.into(v -> {
          if (v.get(count).isEmpty() && v.get(weight).isEmpty()) {
            throw new IllegalArgumentException(
                "the quorum is missing: write count: 2 or weight: 4");
          }
          int amount = v.get(count).or(() -> v.get(weight)).orElseThrow();
          if (v.get(hysteresis) >= amount) {
            v.problem(hysteresis, "must be less than the quorum, which would never be lost");
          }
          return new Quorum(
              v.get(count).isPresent() ? By.COUNT : By.WEIGHT, amount, v.get(hysteresis));
        });
    return Shape.either(Shape.integer(1, MAX).map(number -> new Quorum(By.COUNT, number, 0)), map);
  }
}
