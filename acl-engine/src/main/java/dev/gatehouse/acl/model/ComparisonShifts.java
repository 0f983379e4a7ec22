package dev.gatehouse.acl.model;

import dev.gatehouse.acl.Member;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Shift;
import dev.gatehouse.acl.Shift.Direction;
import dev.gatehouse.acl.model.Comparison.Block;
import dev.gatehouse.acl.model.ObjectGroups.Place;
import java.util.ArrayList;
import java.util.List;

/** The differences of a comparison one by one, from any place on, without making those before it. */
final class ComparisonShifts {

    private final Comparison comparison;
    private final int most;
    private final List<Shift> shifts = new ArrayList<>();

    private ComparisonShifts(Comparison comparison, int most) {
        this.comparison = comparison;
        this.most = most;
    }

    static List<Shift> of(Comparison comparison, long from, int most) {
        ComparisonShifts made = new ComparisonShifts(comparison, most);
        long skip = from;
        for (Block block : comparison.blocks()) {
            if (made.shifts.size() == most) {
                break;
            }
            if (skip >= block.size()) {
                skip -= block.size();
            } else {
                made.add(block, skip);
                skip = 0;
            }
        }
        return made.shifts;
    }

    private void add(Block block, long from) {
        int[] gained = block.change().gained().numbers();
        int[] lost = block.change().lost().numbers();
        int rights = gained.length + lost.length;
        for (long at = from; at < block.size() && shifts.size() < most; at++) {
            long pair = at / rights;
            int right = (int) (at % rights);
            Place object = block.objects().place((int) (pair / block.places().length));
            Member who = comparison.subjects().member(block.places()[(int) (pair % block.places().length)]);
            boolean comes = right < gained.length;
            Right name = comparison.rights().names().get(comes ? gained[right] : lost[right - gained.length]);
            shifts.add(new Shift(comes ? Direction.GAINED : Direction.LOST, who, name, object.type(), object.id()));
        }
    }
}
