;; One group's output for every coalition of its players, four coalitions at a time: each lane of a vector is one.
;; All numbers are integers below 2^24, so that float32 holds them exactly and rounds as `src/scoring/exact.ts` does.
;; `compiled.ts` writes the parts of the memory and checks the sizes.
(module
  (memory (export "memory") 1)

  ;; Where the parts of the memory begin. Answer: one byte for each coalition, 12 players at most.
  (global $worths (export "worths") i32 (i32.const 0))
  ;; Sums of the first layer: one vector for each of 64 units at most.
  (global $sums (export "sums") i32 (i32.const 4096))
  ;; What the sums gain when a player joins: a float32 for each unit of each player.
  (global $changes (export "changes") i32 (i32.const 5120))
  ;; Outputs of the layer before and of this one: one vector for each unit.
  (global $from i32 (i32.const 8192))
  (global $to i32 (i32.const 9216))
  ;; The layers of all groups, in float32. A layer is inputs, outputs, multiplier, low and high, and then for each
  ;; output its bias and the weights of its inputs; the first layer of a group has the five numbers alone.
  (global $layers (export "layers") i32 (i32.const 10240))

  (func $count (param $at i32) (result i32)
    (i32.trunc_sat_f32_u (f32.load (local.get $at))))

  ;; round(min(max(sum * multiplier, low), high)), halves to even.
  (func $requantise (param $layer i32) (param $sum v128) (result v128)
    (f32x4.nearest
      (f32x4.pmin
        (v128.load32_splat offset=16 (local.get $layer))
        (f32x4.pmax
          (v128.load32_splat offset=12 (local.get $layer))
          (f32x4.mul (local.get $sum) (v128.load32_splat offset=8 (local.get $layer)))))))

  ;; The first layer, from its sums.
  (func $begin (param $layer i32)
    (local $at i32) (local $end i32)
    (local.set $end (i32.shl (call $count (i32.add (local.get $layer) (i32.const 4))) (i32.const 4)))
    (loop $unit
      (v128.store
        (i32.add (global.get $from) (local.get $at))
        (call $requantise (local.get $layer) (v128.load (i32.add (global.get $sums) (local.get $at)))))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (br_if $unit (i32.lt_u (local.get $at) (local.get $end)))))

  ;; Another layer. Answers where the next one begins.
  (func $apply (param $layer i32) (param $from i32) (param $to i32) (result i32)
    (local $row i32) (local $input i32) (local $inputs_end i32) (local $to_end i32) (local $sum v128)
    (local.set $inputs_end (i32.add (local.get $from) (i32.shl (call $count (local.get $layer)) (i32.const 4))))
    (local.set $to_end (i32.add (local.get $to) (i32.shl (call $count (i32.add (local.get $layer) (i32.const 4))) (i32.const 4))))
    (local.set $row (i32.add (local.get $layer) (i32.const 20)))
    (loop $output
      (local.set $sum (v128.load32_splat (local.get $row)))
      (local.set $row (i32.add (local.get $row) (i32.const 4)))
      (local.set $input (local.get $from))
      (loop $each
        (local.set $sum
          (f32x4.add
            (local.get $sum)
            (f32x4.mul (v128.load (local.get $input)) (v128.load32_splat (local.get $row)))))
        (local.set $row (i32.add (local.get $row) (i32.const 4)))
        (local.set $input (i32.add (local.get $input) (i32.const 16)))
        (br_if $each (i32.lt_u (local.get $input) (local.get $inputs_end))))
      (v128.store (local.get $to) (call $requantise (local.get $layer) (local.get $sum)))
      (local.set $to (i32.add (local.get $to) (i32.const 16)))
      (br_if $output (i32.lt_u (local.get $to) (local.get $to_end))))
    (local.get $row))

  ;; A player joins (sign 1) or leaves (sign -1) in all four lanes.
  (func $move (param $player i32) (param $units i32) (param $sign f32)
    (local $sum i32) (local $change i32) (local $end i32)
    (local.set $sum (global.get $sums))
    (local.set $end (i32.add (global.get $sums) (i32.shl (local.get $units) (i32.const 4))))
    (local.set $change
      (i32.add (global.get $changes) (i32.shl (i32.mul (local.get $player) (local.get $units)) (i32.const 2))))
    (loop $unit
      (v128.store
        (local.get $sum)
        (f32x4.add
          (v128.load (local.get $sum))
          (f32x4.mul (f32x4.splat (local.get $sign)) (v128.load32_splat (local.get $change)))))
      (local.set $sum (i32.add (local.get $sum) (i32.const 16)))
      (local.set $change (i32.add (local.get $change) (i32.const 4)))
      (br_if $unit (i32.lt_u (local.get $sum) (local.get $end)))))

  ;; The layers of one group from `first` to `end`, for four times `blocks` coalitions. The first two players make
  ;; the four lanes, which the sums have already. Blocks follow one another in Gray code: from each to the next one player joins or leaves.
  (func (export "run") (param $first i32) (param $end i32) (param $blocks i32)
    (local $block i32) (local $gray i32) (local $bit i32) (local $layer i32) (local $next i32)
    (local $here i32) (local $there i32) (local $swap i32)
    (loop $each
      (call $begin (local.get $first))
      (local.set $layer (local.get $first))
      (local.set $next (i32.add (local.get $first) (i32.const 20)))
      (local.set $here (global.get $from))
      (local.set $there (global.get $to))
      (block $done
        (loop $deeper
          (br_if $done (i32.ge_u (local.get $next) (local.get $end)))
          (local.set $layer (local.get $next))
          (local.set $next (call $apply (local.get $layer) (local.get $here) (local.get $there)))
          (local.set $swap (local.get $here))
          (local.set $here (local.get $there))
          (local.set $there (local.get $swap))
          (br $deeper)))
      ;; The one output less its lowest value is a byte.
      (v128.store32_lane 0
        (i32.add (global.get $worths) (i32.shl (local.get $gray) (i32.const 2)))
        (i8x16.narrow_i16x8_u
          (i16x8.narrow_i32x4_s
            (i32x4.trunc_sat_f32x4_s
              (f32x4.sub (v128.load (local.get $here)) (v128.load32_splat offset=12 (local.get $layer))))
            (v128.const i32x4 0 0 0 0))
          (v128.const i32x4 0 0 0 0)))
      (local.set $block (i32.add (local.get $block) (i32.const 1)))
      (if (i32.lt_u (local.get $block) (local.get $blocks))
        (then
          (local.set $bit (i32.ctz (local.get $block)))
          (local.set $gray (i32.xor (local.get $block) (i32.shr_u (local.get $block) (i32.const 1))))
          (call $move
            (i32.add (local.get $bit) (i32.const 2))
            (call $count (i32.add (local.get $first) (i32.const 4)))
            (select
              (f32.const 1)
              (f32.const -1)
              (i32.and (local.get $gray) (i32.shl (i32.const 1) (local.get $bit)))))
          (br $each))))))
