package org.hactl.inventory;

import java.util.List;
import org.hactl.yaml.Mark;

/**
 * A host.
 *
 * @param groups all groups it is in, directly or through children, {@code all} excepted; sorted
 * @param at where it was first named
 */
public record Host(String name, List<String> groups, Variables variables, Mark at) {}
