package org.hactl.track;

/**
 * How results in a row become up and down. Pure.
 *
 * @param run how many results in a row contradicted the present value
 */
record RiseFall(boolean up, int run) {
  static RiseFall starting(boolean up) {
    return new RiseFall(up, 0);
  }

  /**
   * @param rise how many successes in a row make the value up
   * @param fall how many failures in a row make the value down
   */
  RiseFall step(boolean success, int rise, int fall) {
    if (success == up) {
      return starting(up);
    }
    return run + 1 >= (success ? rise : fall) ? starting(success) : new RiseFall(up, run + 1);
  }
}
