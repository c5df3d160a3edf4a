package org.hactl.inventory;

import java.util.List;
import org.hactl.yaml.Mark;

/**
 * A host.
 *
 * @param groups all groups that the host is in, directly or through children, except {@code all};
 *     sorted
 * @param at where the inventory first names the host
 */
public record Host(String name, List<String> groups, Variables variables, Mark at) {}
