//! What recorded streams come to.

use super::recording::play;

#[test]
fn a_tour_of_the_numeric_keypad_presses_each_of_its_keys() {
    let pressed: Vec<_> = play("numeric_keypad_tour")
        .into_iter()
        .filter_map(|line| line.split_once("pressed ").map(|(_, key)| key.to_owned()))
        .collect();
    let wanted = [
        "rate-down",
        "rate-up",
        "volume-down",
        "language",
        "up",
        "curtain",
        "volume-up",
        "left",
        "select",
        "right",
        "down",
        "select",
        "repeat",
        "help",
    ];
    assert_eq!(pressed, wanted);
}

#[test]
fn with_num_lock_off_the_keypad_does_the_same() {
    assert_eq!(
        play("numeric_keypad_without_num_lock"),
        ["100 pressed up", "150 released up", "400 pressed select", "450 released select"]
    );
}

#[test]
fn a_bouncing_switch_is_one_press_and_one_release() {
    assert_eq!(play("switch_box_bounce"), ["100 pressed switch-move", "287 released switch-move"]);
}

#[test]
fn auto_repeat_is_no_press() {
    let wanted = ["100 pressed down", "1600 held down", "2100 released down"];
    assert_eq!(play("keyboard_auto_repeat"), wanted);
}

#[test]
fn a_key_held_while_its_device_is_unplugged_is_released_and_counts_again_only_after_it_came_up() {
    let wanted = [
        "100 pressed switch-select",
        "300 released switch-select",
        "3000 pressed switch-select",
        "3100 released switch-select",
    ];
    assert_eq!(play("switch_held_through_unplug"), wanted);
}

#[test]
fn help_let_go_by_unplugging_is_not_told_and_software_repeat_lets_go_of_nothing() {
    assert_eq!(play("numeric_keypad_unplugged_with_help"), ["100 pressed up", "430 released up"]);
}

#[test]
fn what_went_down_unheard_is_told_as_lost_and_does_not_act() {
    // The release is believed once the contact has been open for longer than a bounce.
    let wanted = ["100 pressed up", "400 lost 1", "411 released up", "900 pressed select", "950 released select"];
    assert_eq!(play("keyboard_syn_dropped"), wanted);
}

#[test]
fn two_caps_for_the_same_key_are_one_key() {
    assert_eq!(play("keyboard_two_selects"), ["100 pressed select", "311 released select"]);
}

#[test]
fn a_key_held_over_the_end_of_a_session_is_released_there_and_counts_again_after_it_came_up() {
    assert_eq!(
        play("keyboard_held_over_session_end"),
        ["100 pressed right", "500 released right", "2000 pressed right", "2061 released right"]
    );
}

#[test]
fn help_with_a_key_explains_it() {
    assert_eq!(play("numeric_keypad_help_chord"), ["200 explained up"]);
}
