SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
CREATE FUNCTION public.refuse_to_change_audit() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'audit entries are only ever added'; END $$;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.account_settings (
    account_id integer NOT NULL,
    setting character varying(32) NOT NULL,
    value boolean,
    locked boolean NOT NULL
);
CREATE TABLE public.accounts (
    id integer NOT NULL,
    team character varying(32) NOT NULL,
    plan character varying(16) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    swept_at timestamp with time zone,
    default_license character varying(16) DEFAULT 'licensed'::character varying NOT NULL,
    approvals_channel character varying(32) DEFAULT ''::character varying NOT NULL,
    set_up_at timestamp with time zone
);
CREATE SEQUENCE public.accounts_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.accounts_id_seq OWNED BY public.accounts.id;
CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.audit (
    id integer NOT NULL,
    account_id integer NOT NULL,
    at timestamp with time zone NOT NULL,
    actor character varying(32) NOT NULL,
    what character varying(32) NOT NULL,
    person_id integer,
    group_id integer,
    setting character varying(32),
    before text NOT NULL,
    after text NOT NULL,
    request_id integer,
    note character varying(64) NOT NULL
);
CREATE TABLE public.audit_details (
    audit_id integer NOT NULL,
    before text NOT NULL,
    after text NOT NULL
);
CREATE SEQUENCE public.audit_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.audit_id_seq OWNED BY public.audit.id;
CREATE TABLE public.calendar_feeds (
    person_id integer NOT NULL,
    name_hash character varying(64) NOT NULL,
    made_at timestamp with time zone NOT NULL
);
CREATE TABLE public.cards (
    id integer NOT NULL,
    session_id integer NOT NULL,
    channel character varying(32) NOT NULL,
    ts character varying(32) NOT NULL,
    call character varying(32) NOT NULL,
    posted_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone
);
CREATE SEQUENCE public.cards_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.cards_id_seq OWNED BY public.cards.id;
CREATE TABLE public.choices (
    person_id integer NOT NULL,
    setting character varying(32) NOT NULL,
    value boolean NOT NULL
);
CREATE TABLE public.deliveries (
    id integer NOT NULL,
    account_id integer NOT NULL,
    mark character varying(32) NOT NULL,
    key character varying(160) NOT NULL,
    kind character varying(32) NOT NULL,
    urgency smallint NOT NULL,
    person_id integer,
    channel character varying(32) NOT NULL,
    thread character varying(32) NOT NULL,
    subject text NOT NULL,
    due_at timestamp with time zone NOT NULL,
    deadline_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    state character varying(8) NOT NULL,
    attempts integer NOT NULL,
    tries integer NOT NULL,
    first_tried_at timestamp with time zone,
    not_before timestamp with time zone,
    claim character varying(32),
    claimed_until timestamp with time zone,
    reason character varying(120) NOT NULL,
    posted_channel character varying(32) NOT NULL,
    ts character varying(32) NOT NULL,
    settled_at timestamp with time zone
);
CREATE SEQUENCE public.deliveries_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.deliveries_id_seq OWNED BY public.deliveries.id;
CREATE TABLE public.follow_ups (
    id integer NOT NULL,
    account_id integer NOT NULL,
    kind character varying(16) NOT NULL,
    people text NOT NULL,
    cause character varying(64) NOT NULL,
    request_id integer,
    actor character varying(32) NOT NULL,
    decided_at timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.follow_ups_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.follow_ups_id_seq OWNED BY public.follow_ups.id;
CREATE TABLE public.group_admins (
    group_id integer NOT NULL,
    person_id integer NOT NULL
);
CREATE TABLE public.group_members (
    group_id integer NOT NULL,
    person_id integer NOT NULL
);
CREATE TABLE public.group_settings (
    group_id integer NOT NULL,
    setting character varying(32) NOT NULL,
    value boolean NOT NULL,
    locked boolean NOT NULL
);
CREATE TABLE public.groups (
    id integer NOT NULL,
    account_id integer NOT NULL,
    name character varying(60) NOT NULL,
    name_key character varying(200) NOT NULL,
    priority integer NOT NULL,
    created_at timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.groups_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.groups_id_seq OWNED BY public.groups.id;
CREATE TABLE public.invitation_posts (
    id integer NOT NULL,
    meeting_id integer NOT NULL,
    channel character varying(32) NOT NULL,
    ts character varying(32) NOT NULL,
    with_passcode boolean NOT NULL,
    told text NOT NULL,
    posted_at timestamp with time zone NOT NULL,
    wanted_at timestamp with time zone
);
CREATE SEQUENCE public.invitation_posts_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.invitation_posts_id_seq OWNED BY public.invitation_posts.id;
CREATE TABLE public.invitees (
    meeting_id integer NOT NULL,
    person_id integer NOT NULL,
    invited_at timestamp with time zone NOT NULL,
    answer character varying(8),
    answered_at timestamp with time zone,
    told text,
    telling text,
    removed_at timestamp with time zone
);
CREATE TABLE public.links (
    key character varying(40) NOT NULL,
    shown character varying(40) NOT NULL,
    person_id integer NOT NULL,
    released_at timestamp with time zone,
    room_id integer
);
CREATE TABLE public.meeting_changes (
    meeting_id integer NOT NULL,
    planned character varying(16) NOT NULL,
    starts character varying(16),
    minutes integer NOT NULL,
    topic text NOT NULL
);
CREATE TABLE public.meetings (
    id integer NOT NULL,
    account_id integer NOT NULL,
    host_id integer NOT NULL,
    part_of integer,
    form character varying(64) NOT NULL,
    topic text NOT NULL,
    description text NOT NULL,
    starts character varying(16) NOT NULL,
    zone character varying(64) NOT NULL,
    minutes integer NOT NULL,
    rule character varying(120) NOT NULL,
    own_id integer,
    made_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    uid character varying(64) NOT NULL,
    file character varying(32) NOT NULL,
    open_file character varying(32) NOT NULL,
    current_at timestamp with time zone,
    current_ends_at timestamp with time zone,
    next_at timestamp with time zone,
    cancelled_at timestamp with time zone
);
CREATE SEQUENCE public.meetings_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.meetings_id_seq OWNED BY public.meetings.id;
CREATE TABLE public.numbers (
    number character varying(11) NOT NULL,
    person_id integer NOT NULL,
    ended_at timestamp with time zone,
    ended_by character varying(16)
);
CREATE TABLE public.own_ids (
    id integer NOT NULL,
    person_id integer NOT NULL,
    number character varying(11) NOT NULL,
    passcode character varying(10) NOT NULL,
    token character varying(64) NOT NULL,
    instant boolean NOT NULL,
    made_at timestamp with time zone NOT NULL,
    last_started_at timestamp with time zone,
    valid_until timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    ended_by character varying(16),
    warned_at timestamp with time zone
);
CREATE SEQUENCE public.own_ids_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.own_ids_id_seq OWNED BY public.own_ids.id;
CREATE TABLE public.paces (
    account_id integer NOT NULL,
    method character varying(32) NOT NULL,
    next_at timestamp with time zone,
    not_before timestamp with time zone,
    troubles integer NOT NULL,
    turn integer NOT NULL,
    stopped_because character varying(120),
    stopped_at timestamp with time zone,
    probe_at timestamp with time zone
);
CREATE TABLE public.people (
    id integer NOT NULL,
    account_id integer NOT NULL,
    slack_user character varying(32) NOT NULL,
    name text NOT NULL,
    zone character varying(64) NOT NULL,
    role character varying(16) NOT NULL,
    active boolean NOT NULL,
    license character varying(16) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    greeted_at timestamp with time zone,
    unreachable_because character varying(120),
    unreachable_at timestamp with time zone
);
CREATE SEQUENCE public.people_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.people_id_seq OWNED BY public.people.id;
CREATE TABLE public.reminders_off (
    person_id integer NOT NULL,
    since timestamp with time zone NOT NULL
);
CREATE TABLE public.renewal_meetings (
    renewal_id integer NOT NULL,
    meeting_id integer NOT NULL,
    before text NOT NULL
);
CREATE TABLE public.renewals (
    id integer NOT NULL,
    account_id integer NOT NULL,
    host_id integer NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    pressed_at timestamp with time zone,
    channel character varying(32) NOT NULL,
    ts character varying(32) NOT NULL,
    outdated_at timestamp with time zone
);
CREATE SEQUENCE public.renewals_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.renewals_id_seq OWNED BY public.renewals.id;
CREATE TABLE public.requests (
    id integer NOT NULL,
    account_id integer NOT NULL,
    scope character varying(240) NOT NULL,
    topic character varying(32) NOT NULL,
    change text NOT NULL,
    base text NOT NULL,
    group_name character varying(60) NOT NULL,
    asked_by character varying(32) NOT NULL,
    person_id integer NOT NULL,
    reason text NOT NULL,
    asked_people integer NOT NULL,
    asked_meetings integer NOT NULL,
    people integer NOT NULL,
    meetings integer NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    state character varying(12) NOT NULL,
    decided_by character varying(32) NOT NULL,
    decided_at timestamp with time zone,
    answer text NOT NULL,
    nudged_at timestamp with time zone,
    reminded_at timestamp with time zone,
    posts integer NOT NULL,
    channel character varying(32) NOT NULL,
    ts character varying(32) NOT NULL,
    trouble character varying(120) NOT NULL,
    version integer NOT NULL,
    shown integer NOT NULL
);
CREATE SEQUENCE public.requests_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.requests_id_seq OWNED BY public.requests.id;
CREATE TABLE public.rooms (
    id integer NOT NULL,
    person_id integer NOT NULL,
    number character varying(10) NOT NULL,
    passcode character varying(10) NOT NULL,
    token character varying(64) NOT NULL,
    assigned_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone,
    valid_until timestamp with time zone NOT NULL,
    suspended_at timestamp with time zone,
    warned_at timestamp with time zone,
    ended_at timestamp with time zone,
    ended_by character varying(16),
    reminded_days smallint DEFAULT '9999'::smallint NOT NULL
);
CREATE SEQUENCE public.rooms_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.rooms_id_seq OWNED BY public.rooms.id;
CREATE TABLE public.secrets (
    name character varying(32) NOT NULL,
    value character varying(64) NOT NULL
);
CREATE TABLE public.sessions (
    id integer NOT NULL,
    room_id integer,
    topic text NOT NULL,
    place character varying(64) NOT NULL,
    token character varying(64) NOT NULL,
    started_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    own_id integer,
    CONSTRAINT ck_sessions_of_one CHECK (((room_id IS NULL) <> (own_id IS NULL)))
);
CREATE SEQUENCE public.sessions_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.sessions_id_seq OWNED BY public.sessions.id;
CREATE TABLE public.taken_events (
    team character varying(32) NOT NULL,
    event character varying(64) NOT NULL,
    at timestamp with time zone NOT NULL
);
CREATE TABLE public.wrong_passcodes (
    id integer NOT NULL,
    door character varying(44) NOT NULL,
    address character varying(64) NOT NULL,
    at timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.wrong_passcodes_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.wrong_passcodes_id_seq OWNED BY public.wrong_passcodes.id;
ALTER TABLE ONLY public.accounts ALTER COLUMN id SET DEFAULT nextval('public.accounts_id_seq'::regclass);
ALTER TABLE ONLY public.audit ALTER COLUMN id SET DEFAULT nextval('public.audit_id_seq'::regclass);
ALTER TABLE ONLY public.cards ALTER COLUMN id SET DEFAULT nextval('public.cards_id_seq'::regclass);
ALTER TABLE ONLY public.deliveries ALTER COLUMN id SET DEFAULT nextval('public.deliveries_id_seq'::regclass);
ALTER TABLE ONLY public.follow_ups ALTER COLUMN id SET DEFAULT nextval('public.follow_ups_id_seq'::regclass);
ALTER TABLE ONLY public.groups ALTER COLUMN id SET DEFAULT nextval('public.groups_id_seq'::regclass);
ALTER TABLE ONLY public.invitation_posts ALTER COLUMN id SET DEFAULT nextval('public.invitation_posts_id_seq'::regclass);
ALTER TABLE ONLY public.meetings ALTER COLUMN id SET DEFAULT nextval('public.meetings_id_seq'::regclass);
ALTER TABLE ONLY public.own_ids ALTER COLUMN id SET DEFAULT nextval('public.own_ids_id_seq'::regclass);
ALTER TABLE ONLY public.people ALTER COLUMN id SET DEFAULT nextval('public.people_id_seq'::regclass);
ALTER TABLE ONLY public.renewals ALTER COLUMN id SET DEFAULT nextval('public.renewals_id_seq'::regclass);
ALTER TABLE ONLY public.requests ALTER COLUMN id SET DEFAULT nextval('public.requests_id_seq'::regclass);
ALTER TABLE ONLY public.rooms ALTER COLUMN id SET DEFAULT nextval('public.rooms_id_seq'::regclass);
ALTER TABLE ONLY public.sessions ALTER COLUMN id SET DEFAULT nextval('public.sessions_id_seq'::regclass);
ALTER TABLE ONLY public.wrong_passcodes ALTER COLUMN id SET DEFAULT nextval('public.wrong_passcodes_id_seq'::regclass);
INSERT INTO public.account_settings VALUES
	(1, 'pmi_self_service', NULL, true);
INSERT INTO public.accounts VALUES
	(1, 'T0SANDBOX', 'enterprise', '2026-02-01 09:00:00+00', '2027-02-02 03:00:00+00', 'licensed', 'C0APPROVALS', '2026-03-01 09:00:00+00');
INSERT INTO public.alembic_version VALUES
	('0007');
INSERT INTO public.audit VALUES
	(1, 1, '2026-03-01 09:00:00+00', 'U0OLIVIA', 'approvals_channel', NULL, NULL, NULL, '""', '"C0APPROVALS"', NULL, ''),
	(2, 1, '2026-03-01 09:00:00+00', 'U0OLIVIA', 'plan', NULL, NULL, NULL, '"business"', '"enterprise"', NULL, ''),
	(3, 1, '2026-03-01 09:00:00+00', 'U0MIA', 'number', 4, NULL, NULL, '"3397174014"', '"8333456712"', NULL, ''),
	(4, 1, '2026-03-01 09:00:00+00', 'U0MIA', 'link', 4, NULL, NULL, 'null', 'null', NULL, ''),
	(5, 1, '2026-03-31 09:00:00+00', 'U0MIA', 'link', 4, NULL, NULL, 'null', 'null', NULL, ''),
	(6, 1, '2026-03-31 09:00:00+00', 'U0MIA', 'passcode', 4, NULL, NULL, 'true', 'true', NULL, ''),
	(7, 1, '2026-03-31 09:00:00+00', 'U0MIA', 'number', 4, NULL, NULL, '"8333456712"', '"7431774395"', NULL, 'replaced'),
	(8, 1, '2026-03-31 09:00:00+00', 'U0MIA', 'passcode', 4, NULL, NULL, 'true', 'true', NULL, 'replaced'),
	(9, 1, '2026-03-31 09:00:00+00', 'U0MAX', 'link', 5, NULL, NULL, 'null', 'null', NULL, ''),
	(10, 1, '2026-03-31 09:00:00+00', 'U0MAX', 'passcode', 5, NULL, NULL, 'true', 'true', NULL, ''),
	(11, 1, '2027-02-02 09:00:00+00', 'U0MIA', 'choice', 4, NULL, 'passcode_in_link', 'null', 'false', NULL, ''),
	(12, 1, '2027-02-02 09:00:00+00', 'U0MIA', 'choice', 4, NULL, 'meeting_passcode_required', 'null', 'false', NULL, ''),
	(13, 1, '2027-02-02 09:00:00+00', 'U0MIA', 'choice', 4, NULL, 'pmi_passcode_required', 'null', 'false', NULL, ''),
	(14, 1, '2027-02-02 09:00:00+00', 'U0MAX', 'choice', 5, NULL, 'passcode_in_link', 'null', 'false', NULL, ''),
	(15, 1, '2027-02-02 09:00:00+00', 'U0MAX', 'choice', 5, NULL, 'meeting_passcode_required', 'null', 'false', NULL, ''),
	(16, 1, '2027-02-02 09:00:00+00', 'U0MAX', 'choice', 5, NULL, 'pmi_passcode_required', 'null', 'false', NULL, ''),
	(17, 1, '2027-02-02 09:00:00+00', 'U0MAX', 'choice', 5, NULL, 'pmi_enabled', 'null', 'false', NULL, ''),
	(18, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'group_created', NULL, 1, NULL, 'null', '{"place": 1}', NULL, ''),
	(19, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 4, 1, NULL, 'null', 'null', NULL, ''),
	(20, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 6, 1, NULL, 'null', 'null', NULL, ''),
	(21, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 11, 1, NULL, 'null', 'null', NULL, ''),
	(22, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'group_created', NULL, 2, NULL, 'null', '{"place": 2}', NULL, ''),
	(23, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 5, 2, NULL, 'null', 'null', NULL, ''),
	(24, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 6, 2, NULL, 'null', 'null', NULL, ''),
	(25, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'group_created', NULL, 3, NULL, 'null', '{"place": 3}', NULL, ''),
	(26, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 13, 3, NULL, 'null', 'null', NULL, ''),
	(27, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 14, 3, NULL, 'null', 'null', NULL, ''),
	(28, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 15, 3, NULL, 'null', 'null', NULL, ''),
	(29, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 16, 3, NULL, 'null', 'null', NULL, ''),
	(30, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 17, 3, NULL, 'null', 'null', NULL, ''),
	(31, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 18, 3, NULL, 'null', 'null', NULL, ''),
	(32, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 19, 3, NULL, 'null', 'null', NULL, ''),
	(33, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 20, 3, NULL, 'null', 'null', NULL, ''),
	(34, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 21, 3, NULL, 'null', 'null', NULL, ''),
	(35, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 22, 3, NULL, 'null', 'null', NULL, ''),
	(36, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 23, 3, NULL, 'null', 'null', NULL, ''),
	(37, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 24, 3, NULL, 'null', 'null', NULL, ''),
	(38, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 25, 3, NULL, 'null', 'null', NULL, ''),
	(39, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 26, 3, NULL, 'null', 'null', NULL, ''),
	(40, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 27, 3, NULL, 'null', 'null', NULL, '');
INSERT INTO public.audit VALUES
	(41, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 28, 3, NULL, 'null', 'null', NULL, ''),
	(42, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 29, 3, NULL, 'null', 'null', NULL, ''),
	(43, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 30, 3, NULL, 'null', 'null', NULL, ''),
	(44, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 31, 3, NULL, 'null', 'null', NULL, ''),
	(45, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 32, 3, NULL, 'null', 'null', NULL, ''),
	(46, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 33, 3, NULL, 'null', 'null', NULL, ''),
	(47, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 34, 3, NULL, 'null', 'null', NULL, ''),
	(48, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 35, 3, NULL, 'null', 'null', NULL, ''),
	(49, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 36, 3, NULL, 'null', 'null', NULL, ''),
	(50, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 37, 3, NULL, 'null', 'null', NULL, ''),
	(51, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 38, 3, NULL, 'null', 'null', NULL, ''),
	(52, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 39, 3, NULL, 'null', 'null', NULL, ''),
	(53, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 40, 3, NULL, 'null', 'null', NULL, ''),
	(54, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 41, 3, NULL, 'null', 'null', NULL, ''),
	(55, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 42, 3, NULL, 'null', 'null', NULL, ''),
	(56, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 43, 3, NULL, 'null', 'null', NULL, ''),
	(57, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 44, 3, NULL, 'null', 'null', NULL, ''),
	(58, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 45, 3, NULL, 'null', 'null', NULL, ''),
	(59, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 46, 3, NULL, 'null', 'null', NULL, ''),
	(60, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 47, 3, NULL, 'null', 'null', NULL, ''),
	(61, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 48, 3, NULL, 'null', 'null', NULL, ''),
	(62, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 49, 3, NULL, 'null', 'null', NULL, ''),
	(63, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 50, 3, NULL, 'null', 'null', NULL, ''),
	(64, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 51, 3, NULL, 'null', 'null', NULL, ''),
	(65, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 52, 3, NULL, 'null', 'null', NULL, ''),
	(66, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 53, 3, NULL, 'null', 'null', NULL, ''),
	(67, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 54, 3, NULL, 'null', 'null', NULL, ''),
	(68, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 55, 3, NULL, 'null', 'null', NULL, ''),
	(69, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 56, 3, NULL, 'null', 'null', NULL, ''),
	(70, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 57, 3, NULL, 'null', 'null', NULL, ''),
	(71, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 58, 3, NULL, 'null', 'null', NULL, ''),
	(72, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 59, 3, NULL, 'null', 'null', NULL, ''),
	(73, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 60, 3, NULL, 'null', 'null', NULL, ''),
	(74, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 61, 3, NULL, 'null', 'null', NULL, ''),
	(75, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 62, 3, NULL, 'null', 'null', NULL, ''),
	(76, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 63, 3, NULL, 'null', 'null', NULL, ''),
	(77, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 64, 3, NULL, 'null', 'null', NULL, ''),
	(78, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 65, 3, NULL, 'null', 'null', NULL, ''),
	(79, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 66, 3, NULL, 'null', 'null', NULL, ''),
	(80, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 67, 3, NULL, 'null', 'null', NULL, '');
INSERT INTO public.audit VALUES
	(81, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 68, 3, NULL, 'null', 'null', NULL, ''),
	(82, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'group_created', NULL, 4, NULL, 'null', '{"place": 4}', NULL, ''),
	(83, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 13, 4, NULL, 'null', 'null', NULL, ''),
	(84, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'group_created', NULL, 5, NULL, 'null', '{"place": 5}', NULL, ''),
	(85, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 14, 5, NULL, 'null', 'null', NULL, ''),
	(86, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'group_created', NULL, 6, NULL, 'null', '{"place": 6}', NULL, ''),
	(87, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 15, 6, NULL, 'null', 'null', NULL, ''),
	(88, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'group_created', NULL, 7, NULL, 'null', '{"place": 7}', NULL, ''),
	(89, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 16, 7, NULL, 'null', 'null', NULL, ''),
	(90, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'group_created', NULL, 8, NULL, 'null', '{"place": 8}', NULL, ''),
	(91, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 17, 8, NULL, 'null', 'null', NULL, ''),
	(92, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'group_created', NULL, 9, NULL, 'null', '{"place": 9}', NULL, ''),
	(93, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 18, 9, NULL, 'null', 'null', NULL, ''),
	(94, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'group_created', NULL, 10, NULL, 'null', '{"place": 10}', NULL, ''),
	(95, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 19, 10, NULL, 'null', 'null', NULL, ''),
	(96, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'group_created', NULL, 11, NULL, 'null', '{"place": 11}', NULL, ''),
	(97, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 20, 11, NULL, 'null', 'null', NULL, ''),
	(98, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'group_created', NULL, 12, NULL, 'null', '{"place": 12}', NULL, ''),
	(99, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 22, 12, NULL, 'null', 'null', NULL, ''),
	(100, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'group_created', NULL, 13, NULL, 'null', '{"place": 13}', NULL, ''),
	(101, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 21, 13, NULL, 'null', 'null', NULL, ''),
	(102, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'group_created', NULL, 14, NULL, 'null', '{"place": 14}', NULL, ''),
	(103, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 23, 14, NULL, 'null', 'null', NULL, ''),
	(104, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'group_created', NULL, 15, NULL, 'null', '{"place": 15}', NULL, ''),
	(105, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 24, 15, NULL, 'null', 'null', NULL, ''),
	(106, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'group_created', NULL, 16, NULL, 'null', '{"place": 16}', NULL, ''),
	(107, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 25, 16, NULL, 'null', 'null', NULL, ''),
	(108, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'group_created', NULL, 17, NULL, 'null', '{"place": 17}', NULL, ''),
	(109, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 26, 17, NULL, 'null', 'null', NULL, ''),
	(110, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'group_created', NULL, 18, NULL, 'null', '{"place": 18}', NULL, ''),
	(111, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 27, 18, NULL, 'null', 'null', NULL, ''),
	(112, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'group_created', NULL, 19, NULL, 'null', '{"place": 19}', NULL, ''),
	(113, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 28, 19, NULL, 'null', 'null', NULL, ''),
	(114, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'group_created', NULL, 20, NULL, 'null', '{"place": 20}', NULL, ''),
	(115, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 30, 20, NULL, 'null', 'null', NULL, ''),
	(116, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'group_created', NULL, 21, NULL, 'null', '{"place": 21}', NULL, ''),
	(117, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 29, 21, NULL, 'null', 'null', NULL, ''),
	(118, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'group_created', NULL, 22, NULL, 'null', '{"place": 22}', NULL, ''),
	(119, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 31, 22, NULL, 'null', 'null', NULL, ''),
	(120, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'group_created', NULL, 23, NULL, 'null', '{"place": 23}', NULL, '');
INSERT INTO public.audit VALUES
	(121, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 32, 23, NULL, 'null', 'null', NULL, ''),
	(122, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'group_admin_named', 6, 2, NULL, 'null', 'null', NULL, ''),
	(123, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'setting', NULL, 2, 'passcode_in_link', '{"value": null, "locked": false}', '{"value": true, "locked": false}', NULL, ''),
	(124, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'requested', NULL, 1, 'passcode_in_link', '""', '"passcode_in_link"', 1, ''),
	(125, 1, '2027-02-02 09:00:00+00', 'U0ADAM', 'decided', NULL, 1, 'passcode_in_link', '"pending"', '"approved"', 1, ''),
	(126, 1, '2027-02-02 09:00:00+00', 'U0ADAM', 'setting', NULL, 1, 'passcode_in_link', '{"value": null, "locked": false}', '{"value": false, "locked": true}', 1, ''),
	(127, 1, '2027-02-02 09:00:00+00', 'U0OLIVIA', 'requested', NULL, NULL, 'pmi_enabled', '""', '"pmi_enabled"', 2, ''),
	(128, 1, '2027-02-02 09:00:00+00', 'U0ADAM', 'decided', NULL, NULL, 'pmi_enabled', '"pending"', '"rejected"', 2, ''),
	(129, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'requested', NULL, NULL, 'pmi_enabled', '""', '"pmi_enabled"', 3, ''),
	(130, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'decided', NULL, NULL, 'pmi_enabled', '"pending"', '"withdrawn"', 3, ''),
	(131, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'requested', NULL, NULL, 'pmi_self_service', '""', '"pmi_self_service"', 4, ''),
	(132, 1, '2027-02-02 09:00:00+00', 'U0OLIVIA', 'decided', NULL, NULL, 'pmi_self_service', '"pending"', '"approved"', 4, ''),
	(133, 1, '2027-02-02 09:00:00+00', 'U0OLIVIA', 'setting', NULL, NULL, 'pmi_self_service', '{"value": null, "locked": false}', '{"value": null, "locked": true}', 4, ''),
	(134, 1, '2027-02-02 09:00:00+00', 'U0NOOR', 'link', 6, NULL, NULL, 'null', 'null', NULL, ''),
	(135, 1, '2027-02-02 09:00:00+00', 'U0OLIVIA', 'suspended', 11, NULL, NULL, 'null', 'null', NULL, ''),
	(136, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'requested', NULL, 18, 'pmi_enabled', '""', '"pmi_enabled"', 5, ''),
	(137, 1, '2027-02-02 09:00:00+00', 'U0ADAM', 'decided', NULL, 18, 'pmi_enabled', '"pending"', '"approved"', 5, ''),
	(138, 1, '2027-02-02 09:00:00+00', 'U0ADAM', 'setting', NULL, 18, 'pmi_enabled', '{"value": null, "locked": false}', '{"value": false, "locked": true}', 5, ''),
	(139, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'group_created', NULL, 24, NULL, 'null', '{"place": 24}', NULL, ''),
	(140, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'member_added', 43, 24, NULL, 'null', 'null', NULL, ''),
	(141, 1, '2027-02-02 09:00:00+00', 'U0OLIVIA', 'requested', NULL, 4, 'passcode_in_link', '""', '"passcode_in_link"', 6, ''),
	(142, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'requested', NULL, 5, 'passcode_in_link', '""', '"passcode_in_link"', 7, ''),
	(143, 1, '2027-02-02 09:00:00+00', 'U0OLIVIA', 'requested', NULL, 6, 'passcode_in_link', '""', '"passcode_in_link"', 8, ''),
	(144, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'requested', NULL, 7, 'passcode_in_link', '""', '"passcode_in_link"', 9, ''),
	(145, 1, '2027-02-02 09:00:00+00', 'U0OLIVIA', 'requested', NULL, 8, 'passcode_in_link', '""', '"passcode_in_link"', 10, ''),
	(146, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'requested', NULL, 9, 'passcode_in_link', '""', '"passcode_in_link"', 11, ''),
	(147, 1, '2027-02-02 09:00:00+00', 'U0OLIVIA', 'requested', NULL, 10, 'passcode_in_link', '""', '"passcode_in_link"', 12, ''),
	(148, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'requested', NULL, 11, 'passcode_in_link', '""', '"passcode_in_link"', 13, ''),
	(149, 1, '2027-02-02 09:00:00+00', 'U0OLIVIA', 'requested', NULL, 12, 'passcode_in_link', '""', '"passcode_in_link"', 14, ''),
	(150, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'requested', NULL, 13, 'passcode_in_link', '""', '"passcode_in_link"', 15, ''),
	(151, 1, '2027-02-02 09:00:00+00', 'U0OLIVIA', 'requested', NULL, 14, 'passcode_in_link', '""', '"passcode_in_link"', 16, ''),
	(152, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'requested', NULL, NULL, 'passcode_in_link', '""', '"passcode_in_link"', 17, ''),
	(153, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'requested', NULL, 3, 'pmi_enabled', '""', '"pmi_enabled"', 18, ''),
	(154, 1, '2027-02-02 09:00:00+00', 'U0ADA', 'requested', NULL, 15, 'passcode_in_link', '""', '"passcode_in_link"', 19, ''),
	(155, 1, '2027-02-02 09:00:00+00', 'U0MIA', 'number', 4, NULL, NULL, '"7431774395"', '"8443456712"', NULL, ''),
	(156, 1, '2027-02-02 09:00:00+00', 'U0ADAM', 'number', 3, NULL, NULL, '"9360908968"', '"3145890418"', NULL, 'replaced'),
	(157, 1, '2027-02-02 09:00:00+00', 'U0ADAM', 'passcode', 3, NULL, NULL, 'true', 'true', NULL, 'replaced'),
	(158, 1, '2027-02-02 09:01:00+00', 'U0OLIVIA', 'requested', NULL, 24, 'pmi_enabled', '""', '"pmi_enabled"', 20, ''),
	(159, 1, '2027-02-02 09:01:00+00', 'U0ADAM', 'decided', NULL, 24, 'pmi_enabled', '"pending"', '"approved"', 20, ''),
	(160, 1, '2027-02-02 09:01:00+00', 'U0ADAM', 'setting', NULL, 24, 'pmi_enabled', '{"value": null, "locked": false}', '{"value": false, "locked": true}', 20, '');
INSERT INTO public.audit_details VALUES
	(4, 'guitar0699.acorn0824', 'mia.old'),
	(5, 'mia.old', 'mia.at.work'),
	(9, 'birch0914.clover5650', 'Max.Room'),
	(18, '', 'Sales'),
	(22, '', 'Support'),
	(25, '', 'Everybody'),
	(82, '', 'Team 01'),
	(84, '', 'Team 02'),
	(86, '', 'Team 03'),
	(88, '', 'Team 04'),
	(90, '', 'Team 05'),
	(92, '', 'Team 06'),
	(94, '', 'Team 07'),
	(96, '', 'Team 08'),
	(98, '', 'Team 09'),
	(100, '', 'Team 10'),
	(102, '', 'Team 11'),
	(104, '', 'Team 12'),
	(106, '', 'Team 13'),
	(108, '', 'Team 14'),
	(110, '', 'Team 15'),
	(112, '', 'Team 16'),
	(114, '', 'Team 17'),
	(116, '', 'Team 18'),
	(118, '', 'Team 19'),
	(120, '', 'Team 20'),
	(124, '', 'Links of Sales were passed on.'),
	(127, '', 'One number for all is too easy.'),
	(128, '', 'Not before the fair.'),
	(129, '', 'Perhaps.'),
	(131, '', 'Everybody alike.'),
	(134, 'cabin2039.window3828', 'noor.room'),
	(136, '', 'One team tries it.'),
	(139, '', 'Last team'),
	(141, '', 'Reason 0.'),
	(142, '', 'Reason 1.'),
	(143, '', 'Reason 2.'),
	(144, '', 'Reason 3.'),
	(145, '', 'Reason 4.'),
	(146, '', 'Reason 5.');
INSERT INTO public.audit_details VALUES
	(147, '', 'Reason 6.'),
	(148, '', 'Reason 7.'),
	(149, '', 'Reason 8.'),
	(150, '', 'Reason 9.'),
	(151, '', 'Reason 10.'),
	(152, '', 'Links travel too far.'),
	(153, '', 'They share rooms.'),
	(154, '', 'Nobody hears it.'),
	(158, '', 'Now it is.');
INSERT INTO public.calendar_feeds VALUES
	(5, 'ed6eee53ff55878e0afa20a4bc7a76d24bae7e5d42f3a9c5e9d057cd4b31a87b', '2027-02-02 09:00:00+00');
INSERT INTO public.cards VALUES
	(1, 3, 'C0GENERAL', '1801558800.000204', '', '2027-02-02 09:00:00+00', '2027-02-02 09:00:00+00'),
	(2, 4, 'C0GENERAL', '1801558800.000209', '', '2027-02-02 09:00:00+00', NULL);
INSERT INTO public.choices VALUES
	(4, 'meeting_passcode_required', false),
	(4, 'passcode_in_link', false),
	(4, 'pmi_passcode_required', false),
	(5, 'meeting_passcode_required', false),
	(5, 'passcode_in_link', false),
	(5, 'pmi_enabled', false),
	(5, 'pmi_passcode_required', false);
INSERT INTO public.deliveries VALUES
	(1, 1, 'a0f4c7aa44e14189af9942d6962c289f', 'greeting of person 2', 'greeting', 6, 2, '', '', '{}', '2026-03-01 09:00:00+00', '2026-03-08 09:00:00+00', '2026-03-01 09:00:00+00', 'sent', 0, 1, '2026-03-01 09:00:00+00', NULL, NULL, NULL, '', 'D1IZ1VQZLQ', '1772355600.000009', '2026-03-01 09:00:00+00'),
	(2, 1, 'aefd08996610dfdc9e47b71f6ada311f', 'greeting of person 3', 'greeting', 6, 3, '', '', '{}', '2026-03-01 09:00:00+00', '2026-03-08 09:00:00+00', '2026-03-01 09:00:00+00', 'sent', 0, 1, '2026-03-01 09:00:00+00', NULL, NULL, NULL, '', 'D1IZ1VQZLY', '1772355600.000010', '2026-03-01 09:00:00+00'),
	(3, 1, 'cb1ec223bde9f0f07bbf35127e16eeeb', 'greeting of person 4', 'greeting', 6, 4, '', '', '{}', '2026-03-01 09:00:00+00', '2026-03-08 09:00:00+00', '2026-03-01 09:00:00+00', 'sent', 0, 1, '2026-03-01 09:00:00+00', NULL, NULL, NULL, '', 'D1IZ1VQZM6', '1772355600.000011', '2026-03-01 09:00:00+00'),
	(4, 1, '85638a6bb03db99c64048f224e2f84fc', 'greeting of person 5', 'greeting', 6, 5, '', '', '{}', '2026-03-01 09:00:00+00', '2026-03-08 09:00:00+00', '2026-03-01 09:00:00+00', 'sent', 0, 1, '2026-03-01 09:00:00+00', NULL, NULL, NULL, '', 'D1IZ1VQZME', '1772355600.000012', '2026-03-01 09:00:00+00'),
	(5, 1, '6552daa00dbe7a162e669544f996a24c', 'greeting of person 6', 'greeting', 6, 6, '', '', '{}', '2026-03-01 09:00:00+00', '2026-03-08 09:00:00+00', '2026-03-01 09:00:00+00', 'sent', 0, 1, '2026-03-01 09:00:00+00', NULL, NULL, NULL, '', 'D1IZ1VQZMM', '1772355600.000013', '2026-03-01 09:00:00+00'),
	(6, 1, '44489a1f8222708548fa7d6e6bd2b0d8', 'greeting of person 7', 'greeting', 6, 7, '', '', '{}', '2026-03-01 09:00:00+00', '2026-03-08 09:00:00+00', '2026-03-01 09:00:00+00', 'sent', 0, 1, '2026-03-01 09:00:00+00', NULL, NULL, NULL, '', 'D1IZ1VQZMU', '1772355600.000014', '2026-03-01 09:00:00+00'),
	(7, 1, 'b6801174ac22b23dcb144975ec3bbf39', 'greeting of person 8', 'greeting', 6, 8, '', '', '{}', '2026-03-01 09:00:00+00', '2026-03-08 09:00:00+00', '2026-03-01 09:00:00+00', 'sent', 0, 1, '2026-03-01 09:00:00+00', NULL, NULL, NULL, '', 'D1IZ1VQZMW', '1772355600.000015', '2026-03-01 09:00:00+00'),
	(8, 1, '8b94572f2f9d58f77f76a36d322b995a', 'room 1 expires 2027-02-01T09:00:00+00:00: 0 days', 'expiry reminder', 3, 1, '', '', '{"room": 1, "days": 0, "until": "2027-02-01T09:00:00+00:00"}', '2027-02-01 09:00:00+00', '2027-03-03 09:00:00+00', '2027-02-01 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:56.07767+00', NULL, NULL, NULL, '', 'D1IZ1VQZUD', '1801472400.000024', '2027-02-01 09:00:00+00'),
	(9, 1, '0a6447c89ac3ab42f295b883ed183811', 'room 2 expires 2027-03-01T09:00:00+00:00: 30 days', 'expiry reminder', 5, 2, '', '', '{"room": 2, "days": 30, "until": "2027-03-01T09:00:00+00:00"}', '2027-01-30 09:00:00+00', '2027-02-22 09:00:00+00', '2027-02-01 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:56.08067+00', NULL, NULL, NULL, '', 'D1IZ1VQZLQ', '1801472400.000025', '2027-02-01 09:00:00+00'),
	(10, 1, '33a1b5ee0177999b7f07b141720d0eee', 'room 3 expires 2027-03-01T09:00:00+00:00: 30 days', 'expiry reminder', 5, 3, '', '', '{"room": 3, "days": 30, "until": "2027-03-01T09:00:00+00:00"}', '2027-02-01 14:00:00+00', '2027-02-22 09:00:00+00', '2027-02-01 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:56.10267+00', NULL, NULL, NULL, '', 'D1IZ1VQZLY', '1801494000.000028', '2027-02-01 15:00:00+00'),
	(11, 1, '58a7768df09c114372a301a792a595fc', 'room 5 expires 2027-03-01T09:00:00+00:00: 30 days', 'expiry reminder', 5, 5, '', '', '{"room": 5, "days": 30, "until": "2027-03-01T09:00:00+00:00"}', '2027-02-01 17:00:00+00', '2027-02-22 09:00:00+00', '2027-02-01 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:56.11467+00', NULL, NULL, NULL, '', 'D1IZ1VQZME', '1801515600.000029', '2027-02-01 21:00:00+00'),
	(12, 1, '91d5e1b961241a546a3702965de88009', 'room 6 expires 2027-03-01T09:00:00+00:00: 30 days', 'expiry reminder', 5, 6, '', '', '{"room": 6, "days": 30, "until": "2027-03-01T09:00:00+00:00"}', '2027-01-30 09:00:00+00', '2027-02-22 09:00:00+00', '2027-02-01 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:56.08367+00', NULL, NULL, NULL, '', 'D1IZ1VQZMM', '1801472400.000026', '2027-02-01 09:00:00+00'),
	(13, 1, 'f630d5ed5c012122fd3e0ee82427f1ca', 'room 7 expires 2027-03-01T09:00:00+00:00: 30 days', 'expiry reminder', 5, 8, '', '', '{"room": 7, "days": 30, "until": "2027-03-01T09:00:00+00:00"}', '2027-01-30 09:00:00+00', '2027-02-22 09:00:00+00', '2027-02-01 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:56.08667+00', NULL, NULL, NULL, '', 'D1IZ1VQZMW', '1801472400.000027', '2027-02-01 09:00:00+00'),
	(14, 1, 'd094cee64e1493017126f405d20291cc', 'room 7 expires 2027-03-01T09:00:00+00:00: 30 days, again 2027-02-09', 'expiry reminder', 5, 8, '', '', '{"room": 7, "days": 30, "until": "2027-03-01T09:00:00+00:00"}', '2027-02-09 09:00:00+00', '2027-02-22 09:00:00+00', '2027-02-02 09:00:00+00', 'pending', 0, 0, NULL, NULL, NULL, NULL, '', '', '', NULL),
	(15, 1, '658fbb4757acd972cf81c5c800058629', 'request 1 post 1', 'request_post', 2, NULL, 'C0APPROVALS', '', '{"request": 1}', '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', '2027-02-02 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:57.23067+00', NULL, NULL, NULL, '', 'C0APPROVALS', '1801558800.000143', '2027-02-02 09:00:00+00'),
	(16, 1, '6c49597ee98a88658719d1acd9fd9a5f', 'request 1 decided', 'request_decided', 2, 2, '', '', '{"request": 1}', '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', '2027-02-02 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:57.25667+00', NULL, NULL, NULL, '', 'D1IZ1VQZLQ', '1801558800.000146', '2027-02-02 09:00:00+00'),
	(17, 1, 'f33f635b1bf8e556d17612811f88915d', 'request 2 post 1', 'request_post', 2, NULL, 'C0APPROVALS', '', '{"request": 2}', '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', '2027-02-02 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:57.31767+00', NULL, NULL, NULL, '', 'C0APPROVALS', '1801558800.000149', '2027-02-02 09:00:00+00'),
	(18, 1, '871c39ff2272f88381b60ad11b589fb2', 'request 2 decided', 'request_decided', 2, 8, '', '', '{"request": 2}', '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', '2027-02-02 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:57.34367+00', NULL, NULL, NULL, '', 'D1IZ1VQZMW', '1801558800.000152', '2027-02-02 09:00:00+00'),
	(19, 1, 'f6a040f965551f0d648fc4d0138a7e3f', 'request 3 post 1', 'request_post', 2, NULL, 'C0APPROVALS', '', '{"request": 3}', '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', '2027-02-02 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:57.40167+00', NULL, NULL, NULL, '', 'C0APPROVALS', '1801558800.000155', '2027-02-02 09:00:00+00'),
	(20, 1, 'b67372ea6f10f9ba9ab6087d8fb1a03c', 'request 4 post 1', 'request_post', 2, NULL, 'C0APPROVALS', '', '{"request": 4}', '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', '2027-02-02 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:57.46967+00', NULL, NULL, NULL, '', 'C0APPROVALS', '1801558800.000160', '2027-02-02 09:00:00+00'),
	(21, 1, '0c0238881ef6848a4c27b8b70e3b652f', 'request 4 decided', 'request_decided', 2, 2, '', '', '{"request": 4}', '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', '2027-02-02 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:57.49367+00', NULL, NULL, NULL, '', 'D1IZ1VQZLQ', '1801558800.000163', '2027-02-02 09:00:00+00'),
	(22, 1, 'ada8967c3eecb6e8ac85adca9e4b336b', 'meeting 1 version 0 to person 5', 'meeting_invitation', 6, 5, '', '', '{"meeting": 1, "person": 5}', '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', '2027-02-02 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:57.82767+00', NULL, NULL, NULL, '', 'D1IZ1VQZME', '1801558800.000178', '2027-02-02 09:00:00+00'),
	(23, 1, 'a02550a3d428d5ac1b099f9d75eec928', 'meeting 1 version 0 to person 6', 'meeting_invitation', 6, 6, '', '', '{"meeting": 1, "person": 6}', '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', '2027-02-02 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:57.83167+00', NULL, NULL, NULL, '', 'D1IZ1VQZMM', '1801558800.000179', '2027-02-02 09:00:00+00'),
	(24, 1, 'f51a9080d4176642b0e529c44141c29b', 'meeting 2 version 0 to person 5', 'meeting_invitation', 6, 5, '', '', '{"meeting": 2, "person": 5}', '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', '2027-02-02 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:57.83667+00', NULL, NULL, NULL, '', 'D1IZ1VQZME', '1801558800.000180', '2027-02-02 09:00:00+00'),
	(25, 1, '06396b3c5dec3c381d4aea578997f521', 'meeting 3 version 0 to person 6', 'meeting_invitation', 6, 6, '', '', '{"meeting": 3, "person": 6}', '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', '2027-02-02 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:57.83967+00', NULL, NULL, NULL, '', 'D1IZ1VQZMM', '1801558800.000181', '2027-02-02 09:00:00+00'),
	(26, 1, '423b9a7509f890513a7308b8dcfd17a9', 'meeting 4 version 0 to person 3', 'meeting_invitation', 6, 3, '', '', '{"meeting": 4, "person": 3}', '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', '2027-02-02 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:57.84467+00', NULL, NULL, NULL, '', 'D1IZ1VQZLY', '1801558800.000182', '2027-02-02 09:00:00+00'),
	(27, 1, '911f68cae7a30fb67e6528a818e22311', 'meeting 9 version 0 to person 5', 'meeting_invitation', 6, 5, '', '', '{"meeting": 9, "person": 5}', '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', '2027-02-02 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:57.84767+00', NULL, NULL, NULL, '', 'D1IZ1VQZME', '1801558800.000183', '2027-02-02 09:00:00+00'),
	(28, 1, 'ea4a8defa555ee8ddf4cba20d0fcb615', 'meeting 9 version 0 to person 4', 'meeting_invitation', 6, 4, '', '', '{"meeting": 9, "person": 4}', '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', '2027-02-02 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:57.85667+00', NULL, NULL, NULL, '', 'D1IZ1VQZM6', '1801558800.000184', '2027-02-02 09:00:00+00'),
	(29, 1, 'e22ee0c8f346d35f6707937d3dace63d', 'meeting 11 version 0 to person 2', 'meeting_invitation', 6, 2, '', '', '{"meeting": 11, "person": 2}', '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', '2027-02-02 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:57.85967+00', NULL, NULL, NULL, '', 'D1IZ1VQZLQ', '1801558800.000185', '2027-02-02 09:00:00+00'),
	(30, 1, 'b3d77695d6134860d5d8c393465e164d', 'meeting 11 version 0 to person 4', 'meeting_invitation', 6, 4, '', '', '{"meeting": 11, "person": 4}', '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', '2027-02-02 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:57.86267+00', NULL, NULL, NULL, '', 'D1IZ1VQZM6', '1801558800.000186', '2027-02-02 09:00:00+00'),
	(31, 1, 'c762d18ccfee972cf54d45063f63b7f5', 'renewal 1', 'meetings_changed', 2, 4, '', '', '{"renewal": 1}', '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', '2027-02-02 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:57.95767+00', NULL, NULL, NULL, '', 'D1IZ1VQZM6', '1801558800.000196', '2027-02-02 09:00:00+00'),
	(32, 1, '32e032fab1994a08865ac1d89fced0c6', 'meeting 3 version 2 to person 6', 'meeting_invitation', 6, 6, '', '', '{"meeting": 3, "person": 6}', '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', '2027-02-02 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:57.95067+00', NULL, NULL, NULL, '', 'D1IZ1VQZMM', '1801558800.000195', '2027-02-02 09:00:00+00'),
	(33, 1, '0b96f6fcbb0e5ad7746960beb0460d3d', 'guessing at room 6 2027-02-02T09:00:00+00:00', 'guessing', 2, 6, '', '', '{"room": 6, "at": "2027-02-02T09:00:00+00:00"}', '2027-02-02 09:00:00+00', '2027-02-02 10:00:00+00', '2027-02-02 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:58.29767+00', NULL, NULL, NULL, '', 'D1IZ1VQZMM', '1801558800.000216', '2027-02-02 09:00:00+00'),
	(34, 1, '5a74fe9ed70f349962598109f2755c68', 'greeting of person 69', 'greeting', 6, 69, '', '', '{}', '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', '2027-02-02 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:58.40767+00', NULL, NULL, NULL, '', 'D1IZ1VR3UV', '1801558800.000223', '2027-02-02 09:00:00+00'),
	(35, 1, '45a8964b0e0299bfeeb91da31335951c', 'meeting 12 version 0 to person 5', 'meeting_invitation', 6, 5, '', '', '{"meeting": 12, "person": 5}', '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', '2027-02-02 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:58.41167+00', NULL, NULL, NULL, '', 'D1IZ1VQZME', '1801558800.000224', '2027-02-02 09:00:00+00'),
	(36, 1, '633a557b90f1e0b29d96c9acc9a8a811', 'host 69 left 2027-02-02T09:00:00+00:00: to person 2', 'host_left', 2, 2, '', '', '{"host": 69}', '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', '2027-02-02 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:58.43067+00', NULL, NULL, NULL, '', 'D1IZ1VQZLQ', '1801558800.000226', '2027-02-02 09:00:00+00'),
	(37, 1, '7342cf7e8de07c19c690c0cd7755858f', 'host 69 left 2027-02-02T09:00:00+00:00: to person 3', 'host_left', 2, 3, '', '', '{"host": 69}', '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', '2027-02-02 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:58.43467+00', NULL, NULL, NULL, '', 'D1IZ1VQZLY', '1801558800.000227', '2027-02-02 09:00:00+00'),
	(38, 1, '7d47edadc902b322c99ac1d554956d0a', 'host 69 left 2027-02-02T09:00:00+00:00: to person 8', 'host_left', 2, 8, '', '', '{"host": 69}', '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', '2027-02-02 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:58.43767+00', NULL, NULL, NULL, '', 'D1IZ1VQZMW', '1801558800.000228', '2027-02-02 09:00:00+00'),
	(39, 1, 'c0e93bcd05b40e3d8a52478f1aa15eee', 'meeting 14 version 0 to person 12', 'meeting_invitation', 6, 12, '', '', '{"meeting": 14, "person": 12}', '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', '2027-02-02 09:00:00+00', 'failed', 0, 1, '2024-12-31 23:59:58.48067+00', NULL, NULL, NULL, 'user_disabled', '', '', '2027-02-02 09:00:00+00'),
	(40, 1, '0aebe92f9153eac6452e9d8fc970e106', 'meeting 15 version 0 to person 2', 'meeting_invitation', 6, 2, '', '', '{"meeting": 15, "person": 2}', '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', '2027-02-02 09:00:00+00', 'dropped', 0, 0, NULL, NULL, NULL, NULL, 'it was cancelled before they heard of it', '', '', '2027-02-02 09:00:00+00');
INSERT INTO public.deliveries VALUES
	(41, 1, 'd3a8b8e8150949f4231831047d18d3e7', 'greeting of person 27', 'greeting', 6, 27, '', '', '{}', '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', '2027-02-02 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:58.75767+00', NULL, NULL, NULL, '', 'D1IZ1VR4NC', '1801558800.000245', '2027-02-02 09:00:00+00'),
	(42, 1, '8dd178ad27f99b10377eb66e23c0b11a', 'meeting 16 version 0 to person 5', 'meeting_invitation', 6, 5, '', '', '{"meeting": 16, "person": 5}', '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', '2027-02-02 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:58.76167+00', NULL, NULL, NULL, '', 'D1IZ1VQZME', '1801558800.000246', '2027-02-02 09:00:00+00'),
	(43, 1, 'a6a8110a8a68d73e8b396e0d2608978b', 'greeting of person 43', 'greeting', 6, 43, '', '', '{}', '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', '2027-02-02 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:58.76467+00', NULL, NULL, NULL, '', 'D1IZ1VR4NU', '1801558800.000247', '2027-02-02 09:00:00+00'),
	(44, 1, 'ddb9ba7e4c85493f71ebcb72ca704ca3', 'meeting 18 version 0 to person 5', 'meeting_invitation', 6, 5, '', '', '{"meeting": 18, "person": 5}', '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', '2027-02-02 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:58.76867+00', NULL, NULL, NULL, '', 'D1IZ1VQZME', '1801558800.000248', '2027-02-02 09:00:00+00'),
	(45, 1, '2acd766f73dd966becb9bf8510ab8671', 'greeting of person 58', 'greeting', 6, 58, '', '', '{}', '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', '2027-02-02 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:58.77167+00', NULL, NULL, NULL, '', 'D1IZ1VR4OC', '1801558800.000249', '2027-02-02 09:00:00+00'),
	(46, 1, '17fb5fa0a12bd4b389436e50d312fc36', 'meeting 20 version 0 to person 5', 'meeting_invitation', 6, 5, '', '', '{"meeting": 20, "person": 5}', '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', '2027-02-02 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:58.77567+00', NULL, NULL, NULL, '', 'D1IZ1VQZME', '1801558800.000250', '2027-02-02 09:00:00+00'),
	(47, 1, '97093be393bda4d3f094898f3cc952c2', 'request 5 post 1', 'request_post', 2, NULL, 'C0APPROVALS', '', '{"request": 5}', '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', '2027-02-02 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:58.84767+00', NULL, NULL, NULL, '', 'C0APPROVALS', '1801558800.000254', '2027-02-02 09:00:00+00'),
	(48, 1, '81c070addbe98c0777518c52173cec0e', 'request 5 decided', 'request_decided', 2, 2, '', '', '{"request": 5}', '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', '2027-02-02 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:58.87767+00', NULL, NULL, NULL, '', 'D1IZ1VQZLQ', '1801558800.000258', '2027-02-02 09:00:00+00'),
	(49, 1, 'ae5b3e9a4323df93a5e01d5f0c7de4c7', 'change 838ca67e4c513102: meetings_stopped of person 27', 'meetings_stopped', 6, 27, '', '', '{"person": 27, "request": 5}', '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', '2027-02-02 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:58.87467+00', NULL, NULL, NULL, '', 'D1IZ1VR4NC', '1801558800.000257', '2027-02-02 09:00:00+00'),
	(50, 1, '7cd5045ef616fa5301b38a2f35360966', 'request 6 post 1', 'request_post', 2, NULL, 'C0APPROVALS', '', '{"request": 6}', '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', '2027-02-02 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:59.56767+00', NULL, NULL, NULL, '', 'C0APPROVALS', '1801558800.000299', '2027-02-02 09:00:00+00'),
	(51, 1, 'aee67a12a28bf2fead3da10d1a5da16b', 'request 7 post 1', 'request_post', 2, NULL, 'C0APPROVALS', '', '{"request": 7}', '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', '2027-02-02 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:59.57167+00', NULL, NULL, NULL, '', 'C0APPROVALS', '1801558800.000300', '2027-02-02 09:00:00+00'),
	(52, 1, '9d1da725d6e0309315badbeddc1b629c', 'request 8 post 1', 'request_post', 2, NULL, 'C0APPROVALS', '', '{"request": 8}', '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', '2027-02-02 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:59.57567+00', NULL, NULL, NULL, '', 'C0APPROVALS', '1801558800.000301', '2027-02-02 09:00:00+00'),
	(53, 1, 'c67a110ecfe70860170d3b5d8ad73853', 'request 9 post 1', 'request_post', 2, NULL, 'C0APPROVALS', '', '{"request": 9}', '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', '2027-02-02 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:59.57967+00', NULL, NULL, NULL, '', 'C0APPROVALS', '1801558800.000302', '2027-02-02 09:00:00+00'),
	(54, 1, '496a0540a48318200cd1ae6094992bd2', 'request 10 post 1', 'request_post', 2, NULL, 'C0APPROVALS', '', '{"request": 10}', '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', '2027-02-02 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:59.58367+00', NULL, NULL, NULL, '', 'C0APPROVALS', '1801558800.000303', '2027-02-02 09:00:00+00'),
	(55, 1, 'c7f9dcf5eaafe9fed7fefa4ec1fc66b9', 'request 11 post 1', 'request_post', 2, NULL, 'C0APPROVALS', '', '{"request": 11}', '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', '2027-02-02 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:59.58767+00', NULL, NULL, NULL, '', 'C0APPROVALS', '1801558800.000304', '2027-02-02 09:00:00+00'),
	(56, 1, '3f7b7c0675d7c3445adb60325272f7fd', 'request 12 post 1', 'request_post', 2, NULL, 'C0APPROVALS', '', '{"request": 12}', '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', '2027-02-02 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:59.59267+00', NULL, NULL, NULL, '', 'C0APPROVALS', '1801558800.000305', '2027-02-02 09:00:00+00'),
	(57, 1, '3d19055c3357d29e16c71f87b71fe7af', 'request 13 post 1', 'request_post', 2, NULL, 'C0APPROVALS', '', '{"request": 13}', '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', '2027-02-02 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:59.59667+00', NULL, NULL, NULL, '', 'C0APPROVALS', '1801558800.000306', '2027-02-02 09:00:00+00'),
	(58, 1, 'c8f257c4a017ba1bcf881ad5e2adfed9', 'request 14 post 1', 'request_post', 2, NULL, 'C0APPROVALS', '', '{"request": 14}', '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', '2027-02-02 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:59.60067+00', NULL, NULL, NULL, '', 'C0APPROVALS', '1801558800.000307', '2027-02-02 09:00:00+00'),
	(59, 1, '3974bda84facffe28934816080666980', 'request 15 post 1', 'request_post', 2, NULL, 'C0APPROVALS', '', '{"request": 15}', '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', '2027-02-02 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:59.60467+00', NULL, NULL, NULL, '', 'C0APPROVALS', '1801558800.000308', '2027-02-02 09:00:00+00'),
	(60, 1, '4ece63c5453b968c01a6e75690940e16', 'request 16 post 1', 'request_post', 2, NULL, 'C0APPROVALS', '', '{"request": 16}', '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', '2027-02-02 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:59.60967+00', NULL, NULL, NULL, '', 'C0APPROVALS', '1801558800.000309', '2027-02-02 09:00:00+00'),
	(61, 1, '7af852e565f5cb76f08d22f1d9c73794', 'request 17 post 1', 'request_post', 2, NULL, 'C0APPROVALS', '', '{"request": 17}', '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', '2027-02-02 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:59.61367+00', NULL, NULL, NULL, '', 'C0APPROVALS', '1801558800.000310', '2027-02-02 09:00:00+00'),
	(62, 1, 'c0391b8a8f00e0508b80b323c42d6184', 'request 18 post 1', 'request_post', 2, NULL, 'C0APPROVALS', '', '{"request": 18}', '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', '2027-02-02 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:59.61767+00', NULL, NULL, NULL, '', 'C0APPROVALS', '1801558800.000311', '2027-02-02 09:00:00+00'),
	(63, 1, 'a2adebe6ca265d6f4034820407c620d3', 'request 19 post 1', 'request_post', 2, NULL, 'C0APPROVALS', '', '{"request": 19}', '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', '2027-02-02 09:00:00+00', 'failed', 0, 1, '2024-12-31 23:59:59.68067+00', NULL, NULL, NULL, 'channel_not_found', '', '', '2027-02-02 09:00:00+00'),
	(64, 1, 'a9e127b8a967def96dbd0051510522b6', 'request 19 post 1: not posted', 'request_unposted', 2, 2, '', '', '{"request": 19}', '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', '2027-02-02 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:59.68467+00', NULL, NULL, NULL, '', 'D1IZ1VQZLQ', '1801558800.000315', '2027-02-02 09:00:00+00'),
	(65, 1, 'c2da8e12a164701dcc0fd1e2c989b905', 'renewal 2', 'meetings_changed', 2, 4, '', '', '{"renewal": 2}', '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', '2027-02-02 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:59.71767+00', NULL, NULL, NULL, '', 'D1IZ1VQZM6', '1801558800.000316', '2027-02-02 09:00:00+00'),
	(66, 1, '2f013e4cb0f6f630fa81f46ac799a44b', 'renewal 3', 'meetings_changed', 2, 3, '', '', '{"renewal": 3}', '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', '2027-02-02 09:00:00+00', 'sent', 0, 1, '2024-12-31 23:59:59.76467+00', NULL, NULL, NULL, '', 'D1IZ1VQZLY', '1801558800.000320', '2027-02-02 09:00:00+00'),
	(67, 1, '6f2309eaaa89c1f48f59d7f89d872ca1', 'meeting 22 version 0 to person 4', 'meeting_invitation', 6, 4, '', '', '{"meeting": 22, "person": 4}', '2027-02-02 09:01:00+00', '2027-02-09 09:01:00+00', '2027-02-02 09:01:00+00', 'sending', 0, 1, '2024-12-31 23:59:59.81767+00', NULL, 'fb4f64c7686779b5', '2025-01-01 00:00:59.81767+00', 'RemoteDisconnected', '', '', NULL),
	(68, 1, 'e63b2af44a9aab1fefe5b58d492785c2', 'meeting 23 version 0 to person 5', 'meeting_invitation', 6, 5, '', '', '{"meeting": 23, "person": 5}', '2027-02-02 09:01:00+00', '2027-02-09 09:01:00+00', '2027-02-02 09:01:00+00', 'pending', 0, 0, NULL, NULL, NULL, NULL, '', '', '', NULL),
	(69, 1, 'e02b892df34f97519e91737ed766bada', 'meeting 23 version 0 to person 4', 'meeting_invitation', 6, 4, '', '', '{"meeting": 23, "person": 4}', '2027-02-02 09:01:00+00', '2027-02-09 09:01:00+00', '2027-02-02 09:01:00+00', 'pending', 0, 0, NULL, NULL, NULL, NULL, '', '', '', NULL),
	(70, 1, '211af5d8e6845907f86d7dfb3c9f3ead', 'request 20 post 1', 'request_post', 2, NULL, 'C0APPROVALS', '', '{"request": 20}', '2027-02-02 09:01:00+00', '2027-02-09 09:01:00+00', '2027-02-02 09:01:00+00', 'pending', 0, 0, NULL, NULL, NULL, NULL, '', '', '', NULL),
	(71, 1, '27e47212b679e880ddc6e7fb6491addf', 'request 20 decided', 'request_decided', 2, 8, '', '', '{"request": 20}', '2027-02-02 09:01:00+00', '2027-02-09 09:01:00+00', '2027-02-02 09:01:00+00', 'pending', 0, 0, NULL, NULL, NULL, NULL, '', '', '', NULL);
INSERT INTO public.follow_ups VALUES
	(3, 1, 'meetings', '[43]', 'change 8c9d8f5d45a04c47', 20, 'U0ADAM', '2027-02-02 09:01:00+00');
INSERT INTO public.group_admins VALUES
	(2, 6);
INSERT INTO public.group_members VALUES
	(1, 4),
	(1, 6),
	(1, 11),
	(2, 5),
	(2, 6),
	(3, 13),
	(3, 14),
	(3, 15),
	(3, 16),
	(3, 17),
	(3, 18),
	(3, 19),
	(3, 20),
	(3, 21),
	(3, 22),
	(3, 23),
	(3, 24),
	(3, 25),
	(3, 26),
	(3, 27),
	(3, 28),
	(3, 29),
	(3, 30),
	(3, 31),
	(3, 32),
	(3, 33),
	(3, 34),
	(3, 35),
	(3, 36),
	(3, 37),
	(3, 38),
	(3, 39),
	(3, 40),
	(3, 41),
	(3, 42),
	(3, 43),
	(3, 44),
	(3, 45),
	(3, 46),
	(3, 47);
INSERT INTO public.group_members VALUES
	(3, 48),
	(3, 49),
	(3, 50),
	(3, 51),
	(3, 52),
	(3, 53),
	(3, 54),
	(3, 55),
	(3, 56),
	(3, 57),
	(3, 58),
	(3, 59),
	(3, 60),
	(3, 61),
	(3, 62),
	(3, 63),
	(3, 64),
	(3, 65),
	(3, 66),
	(3, 67),
	(3, 68),
	(4, 13),
	(5, 14),
	(6, 15),
	(7, 16),
	(8, 17),
	(9, 18),
	(10, 19),
	(11, 20),
	(12, 22),
	(13, 21),
	(14, 23),
	(15, 24),
	(16, 25),
	(17, 26),
	(18, 27),
	(19, 28),
	(20, 30),
	(21, 29),
	(22, 31);
INSERT INTO public.group_members VALUES
	(23, 32),
	(24, 43);
INSERT INTO public.group_settings VALUES
	(1, 'passcode_in_link', false, true),
	(2, 'passcode_in_link', true, false),
	(18, 'pmi_enabled', false, true),
	(24, 'pmi_enabled', false, true);
INSERT INTO public.groups VALUES
	(1, 1, 'Sales', 'sales', 1, '2027-02-02 09:00:00+00'),
	(2, 1, 'Support', 'support', 2, '2027-02-02 09:00:00+00'),
	(3, 1, 'Everybody', 'everybody', 3, '2027-02-02 09:00:00+00'),
	(4, 1, 'Team 01', 'team 01', 4, '2027-02-02 09:00:00+00'),
	(5, 1, 'Team 02', 'team 02', 5, '2027-02-02 09:00:00+00'),
	(6, 1, 'Team 03', 'team 03', 6, '2027-02-02 09:00:00+00'),
	(7, 1, 'Team 04', 'team 04', 7, '2027-02-02 09:00:00+00'),
	(8, 1, 'Team 05', 'team 05', 8, '2027-02-02 09:00:00+00'),
	(9, 1, 'Team 06', 'team 06', 9, '2027-02-02 09:00:00+00'),
	(10, 1, 'Team 07', 'team 07', 10, '2027-02-02 09:00:00+00'),
	(11, 1, 'Team 08', 'team 08', 11, '2027-02-02 09:00:00+00'),
	(12, 1, 'Team 09', 'team 09', 12, '2027-02-02 09:00:00+00'),
	(13, 1, 'Team 10', 'team 10', 13, '2027-02-02 09:00:00+00'),
	(14, 1, 'Team 11', 'team 11', 14, '2027-02-02 09:00:00+00'),
	(15, 1, 'Team 12', 'team 12', 15, '2027-02-02 09:00:00+00'),
	(16, 1, 'Team 13', 'team 13', 16, '2027-02-02 09:00:00+00'),
	(17, 1, 'Team 14', 'team 14', 17, '2027-02-02 09:00:00+00'),
	(18, 1, 'Team 15', 'team 15', 18, '2027-02-02 09:00:00+00'),
	(19, 1, 'Team 16', 'team 16', 19, '2027-02-02 09:00:00+00'),
	(20, 1, 'Team 17', 'team 17', 20, '2027-02-02 09:00:00+00'),
	(21, 1, 'Team 18', 'team 18', 21, '2027-02-02 09:00:00+00'),
	(22, 1, 'Team 19', 'team 19', 22, '2027-02-02 09:00:00+00'),
	(23, 1, 'Team 20', 'team 20', 23, '2027-02-02 09:00:00+00'),
	(24, 1, 'Last team', 'last team', 24, '2027-02-02 09:00:00+00');
INSERT INTO public.invitation_posts VALUES
	(1, 1, 'C0GENERAL', '1801558800.000166', false, '{"cancelled": false, "host": 4, "key": "55d6690aab17a1bb", "minutes": 30, "moved": {}, "number": "7431774395", "rule": "", "start": "2027-02-07T15:00", "zone": "Europe/Berlin"}', '2027-02-02 09:00:00+00', NULL);
INSERT INTO public.invitees VALUES
	(1, 5, '2027-02-02 09:00:00+00', NULL, NULL, '{"cancelled": false, "host": 4, "key": "55d6690aab17a1bb", "minutes": 30, "moved": {}, "number": "7431774395", "rule": "", "start": "2027-02-07T15:00", "zone": "Europe/Berlin"}', NULL, NULL),
	(1, 6, '2027-02-02 09:00:00+00', NULL, NULL, '{"cancelled": false, "host": 4, "key": "55d6690aab17a1bb", "minutes": 30, "moved": {}, "number": "7431774395", "rule": "", "start": "2027-02-07T15:00", "zone": "Europe/Berlin"}', NULL, NULL),
	(2, 5, '2027-02-02 09:00:00+00', NULL, NULL, '{"cancelled": false, "host": 4, "key": "7673dfc37038f436", "minutes": 30, "moved": {}, "number": "42503307352", "rule": "", "start": "2027-02-08T10:00", "zone": "Europe/Berlin"}', NULL, NULL),
	(3, 6, '2027-02-02 09:00:00+00', 'maybe', '2027-02-02 09:00:00+00', '{"cancelled": false, "host": 4, "key": "55d6690aab17a1bb", "minutes": 30, "moved": {"2027-02-16T09:00": "2027-02-16T12:00/30", "2027-02-23T09:00": ""}, "number": "7431774395", "rule": "FREQ=WEEKLY", "start": "2027-02-09T09:00", "zone": "Europe/Berlin"}', NULL, NULL),
	(4, 3, '2027-02-02 09:00:00+00', NULL, NULL, '{"cancelled": false, "host": 4, "key": "97faf670addc30c4", "minutes": 30, "moved": {}, "number": "89977844845", "rule": "FREQ=DAILY", "start": "2027-02-04T08:30", "zone": "Europe/Berlin"}', NULL, NULL),
	(9, 4, '2027-02-02 09:00:00+00', NULL, NULL, '{"cancelled": false, "host": 6, "key": "331306abd685079a", "minutes": 30, "moved": {}, "number": "4489574170", "rule": "", "start": "2027-02-05T15:00", "zone": "Asia/Kolkata"}', NULL, NULL),
	(9, 5, '2027-02-02 09:00:00+00', 'yes', '2027-02-02 09:00:00+00', '{"cancelled": false, "host": 6, "key": "331306abd685079a", "minutes": 30, "moved": {}, "number": "4489574170", "rule": "", "start": "2027-02-05T15:00", "zone": "Asia/Kolkata"}', NULL, NULL),
	(11, 2, '2027-02-02 09:00:00+00', NULL, NULL, '{"cancelled": false, "host": 3, "key": "61861184dc6bafd2", "minutes": 30, "moved": {}, "number": "9360908968", "rule": "", "start": "2027-02-11T15:00", "zone": "America/New_York"}', NULL, NULL),
	(11, 4, '2027-02-02 09:00:00+00', NULL, NULL, '{"cancelled": false, "host": 3, "key": "61861184dc6bafd2", "minutes": 30, "moved": {}, "number": "9360908968", "rule": "", "start": "2027-02-11T15:00", "zone": "America/New_York"}', NULL, NULL),
	(12, 5, '2027-02-02 09:00:00+00', NULL, NULL, '{"cancelled": false, "host": 69, "key": "5f73d07114e12bce", "minutes": 30, "moved": {}, "number": "65086398776", "rule": "", "start": "2027-02-10T15:00", "zone": "Europe/Paris"}', NULL, NULL),
	(14, 12, '2027-02-02 09:00:00+00', NULL, NULL, NULL, '{"cancelled": false, "host": 5, "key": "80a9c1f8724885ed", "minutes": 30, "moved": {}, "number": "64174423330", "rule": "", "start": "2027-02-15T15:00", "zone": "America/Los_Angeles"}', NULL),
	(15, 2, '2027-02-02 09:00:00+00', NULL, NULL, NULL, NULL, NULL),
	(16, 5, '2027-02-02 09:00:00+00', NULL, NULL, '{"cancelled": false, "host": 27, "key": "20d42b1b1eb75f5b", "minutes": 30, "moved": {}, "number": "5381231345", "rule": "", "start": "2027-02-17T15:00", "zone": "Europe/Berlin"}', NULL, NULL),
	(18, 5, '2027-02-02 09:00:00+00', NULL, NULL, '{"cancelled": false, "host": 43, "key": "db197769808ab564", "minutes": 30, "moved": {}, "number": "8903886624", "rule": "", "start": "2027-02-17T15:00", "zone": "Europe/Berlin"}', NULL, NULL),
	(20, 5, '2027-02-02 09:00:00+00', NULL, NULL, '{"cancelled": false, "host": 58, "key": "468f3fa8a76a58ec", "minutes": 30, "moved": {}, "number": "5533257135", "rule": "", "start": "2027-02-17T15:00", "zone": "Europe/Berlin"}', NULL, NULL),
	(22, 4, '2027-02-02 09:01:00+00', NULL, NULL, NULL, '{"cancelled": false, "host": 6, "key": "386172ba0a5b1f76", "minutes": 30, "moved": {}, "number": "92270756349", "rule": "", "start": "2027-02-13T15:00", "zone": "Asia/Kolkata"}', NULL),
	(23, 4, '2027-02-02 09:01:00+00', NULL, NULL, NULL, NULL, NULL),
	(23, 5, '2027-02-02 09:01:00+00', NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.links VALUES
	('almond2448.marble3571', 'almond2448.marble3571', 57, NULL, NULL),
	('amber0910.apricot5339', 'amber0910.apricot5339', 41, NULL, NULL),
	('anchor3197.sandal0868', 'anchor3197.sandal0868', 14, NULL, NULL),
	('aspen8381.lizard6174', 'aspen8381.lizard6174', 53, NULL, NULL),
	('banner5521.nutmeg6351', 'banner5521.nutmeg6351', 52, NULL, NULL),
	('basil6445.kettle3143', 'basil6445.kettle3143', 36, NULL, NULL),
	('beacon5410.jacket0428', 'beacon5410.jacket0428', 22, NULL, NULL),
	('birch0914.clover5650', 'birch0914.clover5650', 5, '2026-03-31 09:00:00+00', 5),
	('bison1112.mosaic8271', 'bison1112.mosaic8271', 29, NULL, NULL),
	('bison1679.panda6325', 'bison1679.panda6325', 39, NULL, NULL),
	('bonnet5545.pocket4966', 'bonnet5545.pocket4966', 60, NULL, NULL),
	('cabin2039.window3828', 'cabin2039.window3828', 6, '2027-02-02 09:00:00+00', 6),
	('cabin8056.velvet1657', 'cabin8056.velvet1657', 43, NULL, NULL),
	('cactus3478.comet3694', 'cactus3478.comet3694', 37, NULL, NULL),
	('candle5386.otter3200', 'candle5386.otter3200', 8, NULL, NULL),
	('castle1942.robin9251', 'castle1942.robin9251', 42, NULL, NULL),
	('cloud9632.parrot5459', 'cloud9632.parrot5459', 17, NULL, NULL),
	('clover9301.aspen0557', 'clover9301.aspen0557', 15, NULL, NULL),
	('comet1765.island0885', 'comet1765.island0885', 33, NULL, NULL),
	('cotton3378.fossil1982', 'cotton3378.fossil1982', 35, NULL, NULL),
	('cotton3952.picnic5694', 'cotton3952.picnic5694', 44, NULL, NULL),
	('crane1098.clover3421', 'crane1098.clover3421', 63, NULL, NULL),
	('ember6276.helmet4743', 'ember6276.helmet4743', 11, NULL, NULL),
	('feather6723.ginger5528', 'feather6723.ginger5528', 40, NULL, NULL),
	('forest0435.willow8487', 'forest0435.willow8487', 3, NULL, NULL),
	('fountain9645.pebble5769', 'fountain9645.pebble5769', 69, NULL, NULL),
	('fox1890.eagle2034', 'fox1890.eagle2034', 45, NULL, NULL),
	('garden5197.silver1950', 'garden5197.silver1950', 31, NULL, NULL),
	('garden8216.magnet4834', 'garden8216.magnet4834', 68, NULL, NULL),
	('granite9752.silver0074', 'granite9752.silver0074', 59, NULL, NULL),
	('guitar0699.acorn0824', 'guitar0699.acorn0824', 4, '2026-03-01 09:00:00+00', 4),
	('hammock2912.jasmine0460', 'hammock2912.jasmine0460', 38, NULL, NULL),
	('hammock7383.saddle3586', 'hammock7383.saddle3586', 58, NULL, NULL),
	('hammock8262.fountain0604', 'hammock8262.fountain0604', 54, NULL, NULL),
	('helmet3270.mango3169', 'helmet3270.mango3169', 66, NULL, NULL),
	('island0177.panda0655', 'island0177.panda0655', 12, NULL, NULL),
	('juniper5420.olive4341', 'juniper5420.olive4341', 61, NULL, NULL),
	('kitten7841.cedar0942', 'kitten7841.cedar0942', 51, NULL, NULL),
	('kitten9715.lotus8617', 'kitten9715.lotus8617', 65, NULL, NULL),
	('lemon2114.cobalt4273', 'lemon2114.cobalt4273', 13, NULL, NULL);
INSERT INTO public.links VALUES
	('lemon8704.rabbit7317', 'lemon8704.rabbit7317', 64, NULL, NULL),
	('lilac8225.eagle5134', 'lilac8225.eagle5134', 62, NULL, NULL),
	('magnet3481.heron5399', 'magnet3481.heron5399', 34, NULL, NULL),
	('magnet5960.robin4734', 'magnet5960.robin4734', 19, NULL, NULL),
	('magnet6574.violet3770', 'magnet6574.violet3770', 48, NULL, NULL),
	('max.room', 'Max.Room', 5, NULL, NULL),
	('mia.at.work', 'mia.at.work', 4, NULL, NULL),
	('mia.old', 'mia.old', 4, '2026-03-31 09:00:00+00', 8),
	('mint3253.acorn0475', 'mint3253.acorn0475', 32, NULL, NULL),
	('mirror4116.canyon1934', 'mirror4116.canyon1934', 49, NULL, NULL),
	('mirror5087.ocean2167', 'mirror5087.ocean2167', 50, NULL, NULL),
	('noor.room', 'noor.room', 6, NULL, NULL),
	('oyster9034.garnet9280', 'oyster9034.garnet9280', 2, NULL, NULL),
	('paper3480.meadow3076', 'paper3480.meadow3076', 47, NULL, NULL),
	('picnic1973.window0984', 'picnic1973.window0984', 46, NULL, NULL),
	('picnic4803.lagoon3957', 'picnic4803.lagoon3957', 55, NULL, NULL),
	('pillow2963.lizard8507', 'pillow2963.lizard8507', 67, NULL, NULL),
	('pillow8824.banner5894', 'pillow8824.banner5894', 30, NULL, NULL),
	('pocket0784.heron2829', 'pocket0784.heron2829', 28, NULL, NULL),
	('poplar3917.arrow0891', 'poplar3917.arrow0891', 24, NULL, NULL),
	('ribbon8697.anchor8745', 'ribbon8697.anchor8745', 21, NULL, NULL),
	('robin8108.saffron2511', 'robin8108.saffron2511', 27, NULL, NULL),
	('robin9305.parrot0031', 'robin9305.parrot0031', 23, NULL, NULL),
	('saffron0949.forest3968', 'saffron0949.forest3968', 1, NULL, NULL),
	('saffron8243.parrot9547', 'saffron8243.parrot9547', 16, NULL, NULL),
	('salmon7986.fern4944', 'salmon7986.fern4944', 20, NULL, NULL),
	('silver9354.mirror1262', 'silver9354.mirror1262', 26, NULL, NULL),
	('velvet0514.mountain5958', 'velvet0514.mountain5958', 25, NULL, NULL),
	('willow9626.salmon1167', 'willow9626.salmon1167', 18, NULL, NULL),
	('window1642.crane7930', 'window1642.crane7930', 56, NULL, NULL);
INSERT INTO public.meeting_changes VALUES
	(3, '2027-02-16T09:00', '2027-02-16T12:00', 30, 'Numbers at noon'),
	(3, '2027-02-23T09:00', NULL, 30, '');
INSERT INTO public.meetings VALUES
	(1, 1, 4, NULL, '13f25c55de21310217556a9e297dba12', 'Roof garden', '', '2027-02-07T15:00', 'Europe/Berlin', 30, '', NULL, '2027-02-02 09:00:00+00', 1, '9589893c01911f2c310c6f4f426178fb@pmi-bot', '89043d04ed83dc40e7b5782013dc33c7', 'eba6d37e3f7885d0b630d26f1d84107a', '2027-02-07 14:00:00+00', '2027-02-07 14:30:00+00', '2027-02-07 14:00:00+00', NULL),
	(2, 1, 4, NULL, 'a863d9a2eab92ed4bb6e88e0eaad4198', 'Budget round', '', '2027-02-08T10:00', 'Europe/Berlin', 30, '', 1, '2027-02-02 09:00:00+00', 0, 'ab7f404fe87d618b1b29d1793c709ea2@pmi-bot', 'e05a21bc4ddf4bd2423f10702850eaef', 'c3dc4649e35a4e916646f997210fd4b4', '2027-02-08 09:00:00+00', '2027-02-08 09:30:00+00', '2027-02-08 09:00:00+00', NULL),
	(3, 1, 4, NULL, 'aa51dd2439b72fad076bd6c8b3a886b2', 'Weekly numbers', '', '2027-02-09T09:00', 'Europe/Berlin', 30, 'FREQ=WEEKLY', NULL, '2027-02-02 09:00:00+00', 3, '207090ac0e7e168daffb1e2577067891@pmi-bot', 'e5186f31392825459a974b1f18c9225d', '356eb880472fa4488da311c373c047c4', '2027-02-09 08:00:00+00', '2027-02-09 08:30:00+00', '2027-02-09 08:00:00+00', NULL),
	(4, 1, 4, NULL, 'afa22c0a6006a84bed44a2aca89fc41f', 'Daily look', '', '2027-02-04T08:30', 'Europe/Berlin', 30, 'FREQ=DAILY', 2, '2027-02-02 09:00:00+00', 0, 'd3cae50d7e707dce36d9707e3afdd796@pmi-bot', 'b5e5959cd770f8745bc44351ddf51611', '86db767adeccbe1226298d802b7a1c78', '2027-02-04 07:30:00+00', '2027-02-04 08:00:00+00', '2027-02-04 07:30:00+00', NULL),
	(5, 1, 4, NULL, '700b4addfd050513bab3d289b919c137', 'Filler 0', '', '2027-02-22T11:00', 'Europe/Berlin', 30, '', 3, '2027-02-02 09:00:00+00', 0, 'dd1d85c420a138ccdbf09ff81adbc934@pmi-bot', 'b3e01b58ddd149f92b2cded87525b4ff', 'cd5677cac3f7714e6052eba510a3ec05', '2027-02-22 10:00:00+00', '2027-02-22 10:30:00+00', '2027-02-22 10:00:00+00', NULL),
	(6, 1, 4, NULL, '353004df9d0fec2541edf413ee613219', 'Filler 1', '', '2027-02-23T11:00', 'Europe/Berlin', 30, '', 4, '2027-02-02 09:00:00+00', 0, 'bd449e347add379f1373bb01eab0d6db@pmi-bot', 'c486605c19708774eeafdef44e9937b6', '770882797cb0326c670c90986e64a9d2', '2027-02-23 10:00:00+00', '2027-02-23 10:30:00+00', '2027-02-23 10:00:00+00', NULL),
	(7, 1, 4, NULL, 'a6227fad713f7b49c212133edf016632', 'Filler 2', '', '2027-02-24T11:00', 'Europe/Berlin', 30, '', 5, '2027-02-02 09:00:00+00', 0, 'fec3c438a35dec0ea7d227e2e32834f5@pmi-bot', '805f6c538c539004b60369f8e0f5bac8', 'ae95e3614b68596daf80d5d699e8b6c1', '2027-02-24 10:00:00+00', '2027-02-24 10:30:00+00', '2027-02-24 10:00:00+00', NULL),
	(8, 1, 4, NULL, '4840f1a3beffa06e233e4188088a018a', 'Filler 3', '', '2027-02-25T11:00', 'Europe/Berlin', 30, '', 6, '2027-02-02 09:00:00+00', 0, '98d8370ad70917d56201adcfc43ad209@pmi-bot', '0e803b778e95202a37e14a0e0ff22063', '77bb998ce2757ad50d681b5f5bd848fd', '2027-02-25 10:00:00+00', '2027-02-25 10:30:00+00', '2027-02-25 10:00:00+00', NULL),
	(9, 1, 6, NULL, '4106cecf17e4b38da6d963a4c2f0e9e6', 'Design review', '', '2027-02-05T15:00', 'Asia/Kolkata', 30, '', NULL, '2027-02-02 09:00:00+00', 0, 'ded526a84dfb0e68db143004f5d1865a@pmi-bot', 'dd80d70be5a6eb0ffa4f930a1dc90797', '46c97c65553d77d9a96613073d622f92', '2027-02-05 09:30:00+00', '2027-02-05 10:00:00+00', '2027-02-05 09:30:00+00', NULL),
	(10, 1, 5, NULL, 'bcbdd6de24e6aa76ca6e6e2d2b6d2757', 'Nothing for others', '', '2027-02-06T15:00', 'America/Los_Angeles', 30, '', 7, '2027-02-02 09:00:00+00', 0, 'da9366191a43207c2b4f54fb7b0b32da@pmi-bot', 'f5e5612e596bd88a4185918357cbed64', '0e519efcb9b60dadc92f9f098906f28f', '2027-02-06 23:00:00+00', '2027-02-06 23:30:00+00', '2027-02-06 23:00:00+00', NULL),
	(11, 1, 3, NULL, 'cd2738c979f98d0ddb971838749cccf5', 'Board', '', '2027-02-11T16:00', 'America/New_York', 30, '', NULL, '2027-02-02 09:00:00+00', 2, 'afcebc9a6d2c9e44c14e19381e5348ee@pmi-bot', 'ae44235f694322329ebc5cb8acf36b3f', '23515035dd15b679199a6263c49c6f32', '2027-02-11 21:00:00+00', '2027-02-11 21:30:00+00', '2027-02-11 21:00:00+00', NULL),
	(12, 1, 69, NULL, 'b3e8905cbf32ac50cead48cc2b2cd42e', 'Handing in', '', '2027-02-10T15:00', 'Europe/Paris', 30, '', 9, '2027-02-02 09:00:00+00', 0, 'c05c1baa5de5e65bec42a795fcacd9bd@pmi-bot', '98f74a157709eaaa46637dd21c570698', '839695a975eddfe66fbe44a452e2eb7e', '2027-02-10 14:00:00+00', '2027-02-10 14:30:00+00', '2027-02-10 14:00:00+00', NULL),
	(13, 1, 69, NULL, '267c2fef9b2af6d48b6b71f34325f85a', 'Choir', '', '2027-02-12T15:00', 'Europe/Paris', 30, 'FREQ=WEEKLY', 10, '2027-02-02 09:00:00+00', 0, '040c615ef492bdb12c62eeaadce65500@pmi-bot', '7a35b1ed6d4ba9503b4d60cf25caeb77', 'ad87542d1d8e818c726868d612b98e87', '2027-02-12 14:00:00+00', '2027-02-12 14:30:00+00', '2027-02-12 14:00:00+00', NULL),
	(14, 1, 5, NULL, 'e6fa9de8bed9852d23b9ad7e386b5ead', 'With Rex', '', '2027-02-15T15:00', 'America/Los_Angeles', 30, '', 11, '2027-02-02 09:00:00+00', 0, '29ad4d00de681ef0c196597181b67858@pmi-bot', 'b8c9f656c9cd914f56b8d44dd15ed4ac', 'f296c7e2a1cd8dbfbfbc3d74f67c67bc', '2027-02-15 23:00:00+00', '2027-02-15 23:30:00+00', '2027-02-15 23:00:00+00', NULL),
	(15, 1, 5, NULL, '5971aeda76bde5fdf15d7c7bdde97533', 'Never to be', '', '2027-02-16T15:00', 'America/Los_Angeles', 30, '', 12, '2027-02-02 09:00:00+00', 1, 'f4183358647d61789a9e7e5c9c7c5627@pmi-bot', '59de519293693e392c41264a33721439', 'eaf0cac90cba6c92d98418b1b9e4975f', NULL, NULL, NULL, '2027-02-02 09:00:00+00'),
	(16, 1, 27, NULL, 'e194055c2dbe986df61be3de42658dbd', 'Crowd talk 14', '', '2027-02-17T15:00', 'Europe/Berlin', 30, '', NULL, '2027-02-02 09:00:00+00', 0, '48f8198d94a72ecc348e38ae162a97a7@pmi-bot', '74ac31d7d301f62f8eac97fd930c044e', '5861bd3bc06a93f029a94dde1e3e9380', '2027-02-17 14:00:00+00', '2027-02-17 14:30:00+00', '2027-02-17 14:00:00+00', NULL),
	(17, 1, 27, NULL, '74dd8f38aa427d9cddd73c71bb27188d', 'Crowd weekly 14', '', '2027-02-18T15:00', 'Europe/Berlin', 30, 'FREQ=WEEKLY', NULL, '2027-02-02 09:00:00+00', 0, '4ed6ebb2ca1f2f030fab4f89e036bba0@pmi-bot', '72883757fc4edc330582c5ccbf599f38', '9b33fe834dbc2009b406b7148d9c0121', '2027-02-18 14:00:00+00', '2027-02-18 14:30:00+00', '2027-02-18 14:00:00+00', NULL),
	(18, 1, 43, NULL, '895698a15824b564fda3090888645a65', 'Crowd talk 30', '', '2027-02-17T15:00', 'Europe/Berlin', 30, '', NULL, '2027-02-02 09:00:00+00', 0, '2629294dae13c01f7a99d588b5da0f47@pmi-bot', '50e7eab63b64b4fba95b69ad84c1f535', '1543bce5944b651c20ed279c91988c51', '2027-02-17 14:00:00+00', '2027-02-17 14:30:00+00', '2027-02-17 14:00:00+00', NULL),
	(19, 1, 43, NULL, '8143d300a5979e0d82ba1165cf48f29f', 'Crowd weekly 30', '', '2027-02-18T15:00', 'Europe/Berlin', 30, 'FREQ=WEEKLY', NULL, '2027-02-02 09:00:00+00', 0, 'd8802318f51dcb99d8b6da034e7f460b@pmi-bot', '47f66a8a6b417436ba9f97e496c4d13a', '9e8a77921e7f025cdcfbf0bb3eb36463', '2027-02-18 14:00:00+00', '2027-02-18 14:30:00+00', '2027-02-18 14:00:00+00', NULL),
	(20, 1, 58, NULL, 'f91e54156dc5882e4a2b6d0e39c7d806', 'Crowd talk 45', '', '2027-02-17T15:00', 'Europe/Berlin', 30, '', NULL, '2027-02-02 09:00:00+00', 0, '3adcda3b0659964d9931dfd254e134a4@pmi-bot', 'd34f6a2f308ce760c4d3354cfb32a4ed', '4dae1a654376315b536516efe093542f', '2027-02-17 14:00:00+00', '2027-02-17 14:30:00+00', '2027-02-17 14:00:00+00', NULL),
	(21, 1, 58, NULL, '56270a9288b6de67462668278bfbdfd9', 'Crowd weekly 45', '', '2027-02-18T15:00', 'Europe/Berlin', 30, 'FREQ=WEEKLY', NULL, '2027-02-02 09:00:00+00', 0, 'a1733063144350ede82f57bf7e6bc0ca@pmi-bot', '5ed46494461ae3af710578d9c47405d1', 'c7884afa2623f318e122a075e386b66a', '2027-02-18 14:00:00+00', '2027-02-18 14:30:00+00', '2027-02-18 14:00:00+00', NULL),
	(22, 1, 6, NULL, '865562fc4435053a945d831758f89628', 'Unclear', '', '2027-02-13T15:00', 'Asia/Kolkata', 30, '', 13, '2027-02-02 09:01:00+00', 0, '88d939f12f1c9be517ea7855ec2941ea@pmi-bot', '57e3e546520e2be2a4313f53f9b09b8f', '038938e1d0a8ffd598649eaf762dddd5', '2027-02-13 09:30:00+00', '2027-02-13 10:00:00+00', '2027-02-13 09:30:00+00', NULL),
	(23, 1, 6, NULL, '462429c02a4e86f2f897c24f4c7ddab4', 'Waiting', '', '2027-02-14T15:00', 'Asia/Kolkata', 30, '', 14, '2027-02-02 09:01:00+00', 0, 'd8d2666535cb48a6c56b943e7889f9c9@pmi-bot', '2b939d625d9d4970bb3a8055bb02858e', 'b4c7b50da1e2c0ba5f6c6d7b91b52065', '2027-02-14 09:30:00+00', '2027-02-14 10:00:00+00', '2027-02-14 09:30:00+00', NULL);
INSERT INTO public.numbers VALUES
	('2022551023', 41, NULL, NULL),
	('2108539600', 54, NULL, NULL),
	('21848513062', 4, NULL, NULL),
	('2238638579', 51, NULL, NULL),
	('2439103770', 67, NULL, NULL),
	('25241139128', 5, '2027-02-02 09:00:00+00', 'meeting_ended'),
	('2547863581', 33, NULL, NULL),
	('2644817253', 60, NULL, NULL),
	('2666404877', 13, NULL, NULL),
	('2691385974', 11, NULL, NULL),
	('2935465394', 34, NULL, NULL),
	('3145890418', 3, NULL, NULL),
	('31751192628', 5, '2027-02-02 09:00:00+00', 'meeting_ended'),
	('3246651112', 20, NULL, NULL),
	('3272538765', 53, NULL, NULL),
	('3297964283', 44, NULL, NULL),
	('3354817453', 69, NULL, NULL),
	('3381358879', 45, NULL, NULL),
	('3397174014', 4, '2026-03-01 09:00:00+00', 'edited'),
	('3535094673', 59, NULL, NULL),
	('35596857016', 4, NULL, NULL),
	('3603875822', 22, NULL, NULL),
	('3747843018', 66, NULL, NULL),
	('3912503766', 17, NULL, NULL),
	('3976764791', 40, NULL, NULL),
	('42503307352', 4, NULL, NULL),
	('4489574170', 6, NULL, NULL),
	('4614184461', 62, NULL, NULL),
	('4745760130', 36, NULL, NULL),
	('5060478986', 8, NULL, NULL),
	('5155603599', 16, NULL, NULL),
	('5381231345', 27, NULL, NULL),
	('5533257135', 58, NULL, NULL),
	('5705459850', 21, NULL, NULL),
	('5892752553', 2, NULL, NULL),
	('5918104705', 14, NULL, NULL),
	('6034231977', 61, NULL, NULL),
	('6073400449', 12, NULL, NULL),
	('61967788099', 6, NULL, NULL),
	('6200365924', 50, NULL, NULL);
INSERT INTO public.numbers VALUES
	('6257751189', 28, NULL, NULL),
	('6362398695', 15, NULL, NULL),
	('64174423330', 5, NULL, NULL),
	('6495278636', 26, NULL, NULL),
	('65086398776', 69, NULL, NULL),
	('6551755946', 1, NULL, NULL),
	('6556715163', 39, NULL, NULL),
	('6595439390', 52, NULL, NULL),
	('6596172073', 18, NULL, NULL),
	('6641102393', 55, NULL, NULL),
	('6693985617', 49, NULL, NULL),
	('6750593943', 38, NULL, NULL),
	('6795390831', 47, NULL, NULL),
	('6910172645', 42, NULL, NULL),
	('6944504780', 64, NULL, NULL),
	('6991253087', 19, NULL, NULL),
	('7014897194', 35, NULL, NULL),
	('7325657413', 63, NULL, NULL),
	('73589605828', 4, NULL, NULL),
	('7431774395', 4, '2027-02-02 09:00:00+00', 'edited'),
	('76303321630', 69, NULL, NULL),
	('7728891735', 56, NULL, NULL),
	('7750086376', 46, NULL, NULL),
	('78447595253', 5, NULL, NULL),
	('7985352800', 31, NULL, NULL),
	('8029497840', 23, NULL, NULL),
	('8333456712', 4, '2026-03-31 09:00:00+00', 'replaced'),
	('8422184091', 25, NULL, NULL),
	('8443456712', 4, NULL, NULL),
	('8697581529', 32, NULL, NULL),
	('8903886624', 43, NULL, NULL),
	('8992385375', 5, NULL, NULL),
	('89977844845', 4, NULL, NULL),
	('90747627204', 4, NULL, NULL),
	('9222167888', 57, NULL, NULL),
	('92270756349', 6, NULL, NULL),
	('9236817402', 48, NULL, NULL),
	('9350124912', 30, NULL, NULL),
	('9360908968', 3, '2027-02-02 09:00:00+00', 'replaced'),
	('9458124216', 24, NULL, NULL);
INSERT INTO public.numbers VALUES
	('9523227466', 68, NULL, NULL),
	('95413986499', 5, NULL, NULL),
	('9685345811', 65, NULL, NULL),
	('9687742656', 29, NULL, NULL),
	('9964607323', 37, NULL, NULL);
INSERT INTO public.own_ids VALUES
	(1, 4, '42503307352', '611899', '8cf0a6edb909f4e4e8787dcb92b2370c', false, '2027-02-02 09:00:00+00', NULL, '2027-03-10 09:00:00+00', NULL, NULL, NULL),
	(2, 4, '89977844845', '096596', '49996d1636763f8ef245a1717dbaf02f', false, '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL),
	(3, 4, '73589605828', '378059', '06b802638ea4b21a9fee5479b4c5f7c3', false, '2027-02-02 09:00:00+00', NULL, '2027-03-24 10:00:00+00', NULL, NULL, NULL),
	(4, 4, '90747627204', '787193', '6a82d973b59ee8246fee3a346d3cb4d8', false, '2027-02-02 09:00:00+00', NULL, '2027-03-25 10:00:00+00', NULL, NULL, NULL),
	(5, 4, '21848513062', '537515', 'b82415b0e21d52683dbd90873727e22c', false, '2027-02-02 09:00:00+00', NULL, '2027-03-26 10:00:00+00', NULL, NULL, NULL),
	(6, 4, '35596857016', '942472', 'e94e87a71f9c7ea92310af149f46fd88', false, '2027-02-02 09:00:00+00', NULL, '2027-03-27 10:00:00+00', NULL, NULL, NULL),
	(7, 5, '78447595253', '974022', '8df76d3b327cb1e15a8555aeaa941e60', false, '2027-02-02 09:00:00+00', NULL, '2027-03-08 23:00:00+00', NULL, NULL, NULL),
	(8, 5, '31751192628', '085653', 'bf580b9f8d9ee444ed7c9008b72b33ef', true, '2027-02-02 09:00:00+00', NULL, '2027-02-03 09:00:00+00', '2027-02-02 09:00:00+00', 'over', NULL),
	(9, 69, '65086398776', '291735', '41a69c891f19fb6a4cf09324dddbbaf2', false, '2027-02-02 09:00:00+00', NULL, '2027-03-12 14:00:00+00', NULL, NULL, NULL),
	(10, 69, '76303321630', '486565', '6093b19bb1454bd282633c8cc7608972', false, '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL),
	(11, 5, '64174423330', '989228', '5a6d5707cd3e59c782f63ee7084a1788', false, '2027-02-02 09:00:00+00', NULL, '2027-03-17 23:00:00+00', NULL, NULL, NULL),
	(12, 5, '25241139128', '717705', '51d4e888ce66fc0eba7056f66088c70f', false, '2027-02-02 09:00:00+00', NULL, '2027-03-18 23:00:00+00', '2027-02-02 09:00:00+00', 'cancelled', NULL),
	(13, 6, '92270756349', '810092', 'e915d5cd720c9eede09d49040f767fd6', false, '2027-02-02 09:01:00+00', NULL, '2027-03-15 09:30:00+00', NULL, NULL, NULL),
	(14, 6, '61967788099', '495441', 'ae24cc33d87c4f03a7662216c18b2637', false, '2027-02-02 09:01:00+00', NULL, '2027-03-16 09:30:00+00', NULL, NULL, NULL),
	(15, 5, '95413986499', '876310', '5d25ab7028e72af39ff44699e3c974ff', true, '2027-02-02 09:01:00+00', NULL, '2027-02-03 09:01:00+00', NULL, NULL, NULL);
INSERT INTO public.paces VALUES
	(1, 'chat.postMessage', '2024-12-31 23:59:59.81477+00', '2025-01-01 00:00:01.533965+00', 1, 65, NULL, NULL, NULL);
INSERT INTO public.people VALUES
	(1, 1, 'U0UMA', 'Uma', 'Europe/London', 'member', true, 'licensed', '2026-02-01 09:00:00+00', NULL, NULL, NULL),
	(2, 1, 'U0ADA', 'Ada', 'Europe/Berlin', 'admin', true, 'licensed', '2026-03-01 09:00:00+00', '2026-03-01 09:00:00+00', NULL, NULL),
	(3, 1, 'U0ADAM', 'Adam', 'America/New_York', 'admin', true, 'licensed', '2026-03-01 09:00:00+00', '2026-03-01 09:00:00+00', NULL, NULL),
	(4, 1, 'U0MIA', 'Mia', 'Europe/Berlin', 'member', true, 'licensed', '2026-03-01 09:00:00+00', '2026-03-01 09:00:00+00', NULL, NULL),
	(5, 1, 'U0MAX', 'Max', 'America/Los_Angeles', 'member', true, 'licensed', '2026-03-01 09:00:00+00', '2026-03-01 09:00:00+00', NULL, NULL),
	(6, 1, 'U0NOOR', 'Noor', 'Asia/Kolkata', 'member', true, 'licensed', '2026-03-01 09:00:00+00', '2026-03-01 09:00:00+00', NULL, NULL),
	(7, 1, 'U0GUS', 'Gus', 'Europe/Paris', 'guest', true, 'licensed', '2026-03-01 09:00:00+00', '2026-03-01 09:00:00+00', NULL, NULL),
	(8, 1, 'U0OLIVIA', 'Olivia', 'Europe/London', 'primary_owner', true, 'licensed', '2026-03-01 09:00:00+00', '2026-03-01 09:00:00+00', NULL, NULL),
	(9, 1, 'U0SOL', 'Sol', 'Europe/Madrid', 'guest', true, 'licensed', '2026-03-01 09:00:00+00', NULL, NULL, NULL),
	(10, 1, 'U0XENIA', 'Xenia', '', 'external', true, 'licensed', '2026-03-01 09:00:00+00', NULL, NULL, NULL),
	(11, 1, 'U0TARA', 'Tara', 'Europe/London', 'member', true, 'licensed', '2026-03-31 09:00:00+00', NULL, NULL, NULL),
	(12, 1, 'U0REX', 'Rex', 'Europe/London', 'member', true, 'licensed', '2026-03-31 09:00:00+00', NULL, 'user_disabled', '2027-02-02 09:00:00+00'),
	(13, 1, 'U0C00', 'Crowd 00', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', NULL, NULL, NULL),
	(14, 1, 'U0C01', 'Crowd 01', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', NULL, NULL, NULL),
	(15, 1, 'U0C02', 'Crowd 02', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', NULL, NULL, NULL),
	(16, 1, 'U0C03', 'Crowd 03', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', NULL, NULL, NULL),
	(17, 1, 'U0C04', 'Crowd 04', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', NULL, NULL, NULL),
	(18, 1, 'U0C05', 'Crowd 05', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', NULL, NULL, NULL),
	(19, 1, 'U0C06', 'Crowd 06', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', NULL, NULL, NULL),
	(20, 1, 'U0C07', 'Crowd 07', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', NULL, NULL, NULL),
	(21, 1, 'U0C09', 'Crowd 09', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', NULL, NULL, NULL),
	(22, 1, 'U0C08', 'Crowd 08', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', NULL, NULL, NULL),
	(23, 1, 'U0C10', 'Crowd 10', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', NULL, NULL, NULL),
	(24, 1, 'U0C11', 'Crowd 11', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', NULL, NULL, NULL),
	(25, 1, 'U0C12', 'Crowd 12', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', NULL, NULL, NULL),
	(26, 1, 'U0C13', 'Crowd 13', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', NULL, NULL, NULL),
	(27, 1, 'U0C14', 'Crowd 14', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', '2027-02-02 09:00:00+00', NULL, NULL),
	(28, 1, 'U0C15', 'Crowd 15', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', NULL, NULL, NULL),
	(29, 1, 'U0C17', 'Crowd 17', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', NULL, NULL, NULL),
	(30, 1, 'U0C16', 'Crowd 16', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', NULL, NULL, NULL),
	(31, 1, 'U0C18', 'Crowd 18', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', NULL, NULL, NULL),
	(32, 1, 'U0C19', 'Crowd 19', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', NULL, NULL, NULL),
	(33, 1, 'U0C20', 'Crowd 20', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', NULL, NULL, NULL),
	(34, 1, 'U0C21', 'Crowd 21', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', NULL, NULL, NULL),
	(35, 1, 'U0C24', 'Crowd 24', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', NULL, NULL, NULL),
	(36, 1, 'U0C22', 'Crowd 22', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', NULL, NULL, NULL),
	(37, 1, 'U0C23', 'Crowd 23', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', NULL, NULL, NULL),
	(38, 1, 'U0C25', 'Crowd 25', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', NULL, NULL, NULL),
	(39, 1, 'U0C27', 'Crowd 27', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', NULL, NULL, NULL),
	(40, 1, 'U0C28', 'Crowd 28', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', NULL, NULL, NULL);
INSERT INTO public.people VALUES
	(41, 1, 'U0C29', 'Crowd 29', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', NULL, NULL, NULL),
	(42, 1, 'U0C26', 'Crowd 26', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', NULL, NULL, NULL),
	(43, 1, 'U0C30', 'Crowd 30', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', '2027-02-02 09:00:00+00', NULL, NULL),
	(44, 1, 'U0C31', 'Crowd 31', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', NULL, NULL, NULL),
	(45, 1, 'U0C32', 'Crowd 32', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', NULL, NULL, NULL),
	(46, 1, 'U0C33', 'Crowd 33', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', NULL, NULL, NULL),
	(47, 1, 'U0C34', 'Crowd 34', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', NULL, NULL, NULL),
	(48, 1, 'U0C35', 'Crowd 35', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', NULL, NULL, NULL),
	(49, 1, 'U0C36', 'Crowd 36', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', NULL, NULL, NULL),
	(50, 1, 'U0C37', 'Crowd 37', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', NULL, NULL, NULL),
	(51, 1, 'U0C38', 'Crowd 38', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', NULL, NULL, NULL),
	(52, 1, 'U0C40', 'Crowd 40', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', NULL, NULL, NULL),
	(53, 1, 'U0C39', 'Crowd 39', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', NULL, NULL, NULL),
	(54, 1, 'U0C41', 'Crowd 41', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', NULL, NULL, NULL),
	(55, 1, 'U0C42', 'Crowd 42', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', NULL, NULL, NULL),
	(56, 1, 'U0C46', 'Crowd 46', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', NULL, NULL, NULL),
	(57, 1, 'U0C43', 'Crowd 43', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', NULL, NULL, NULL),
	(58, 1, 'U0C45', 'Crowd 45', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', '2027-02-02 09:00:00+00', NULL, NULL),
	(59, 1, 'U0C47', 'Crowd 47', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', NULL, NULL, NULL),
	(60, 1, 'U0C48', 'Crowd 48', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', NULL, NULL, NULL),
	(61, 1, 'U0C44', 'Crowd 44', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', NULL, NULL, NULL),
	(62, 1, 'U0C49', 'Crowd 49', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', NULL, NULL, NULL),
	(63, 1, 'U0C50', 'Crowd 50', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', NULL, NULL, NULL),
	(64, 1, 'U0C51', 'Crowd 51', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', NULL, NULL, NULL),
	(65, 1, 'U0C52', 'Crowd 52', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', NULL, NULL, NULL),
	(66, 1, 'U0C53', 'Crowd 53', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', NULL, NULL, NULL),
	(67, 1, 'U0C54', 'Crowd 54', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', NULL, NULL, NULL),
	(68, 1, 'U0C55', 'Crowd 55', 'Europe/Berlin', 'member', true, 'licensed', '2027-02-02 09:00:00+00', NULL, NULL, NULL),
	(69, 1, 'U0LEA', 'Lea', '', 'member', false, 'licensed', '2027-02-02 09:00:00+00', '2027-02-02 09:00:00+00', NULL, NULL);
INSERT INTO public.reminders_off VALUES
	(6, '2027-02-02 09:00:00+00');
INSERT INTO public.renewal_meetings VALUES
	(1, 3, '{"cancelled": false, "host": 4, "key": "55d6690aab17a1bb", "minutes": 30, "moved": {}, "number": "7431774395", "rule": "FREQ=WEEKLY", "start": "2027-02-09T09:00", "zone": "Europe/Berlin"}'),
	(2, 1, '{"cancelled": false, "host": 4, "key": "55d6690aab17a1bb", "minutes": 30, "moved": {}, "number": "7431774395", "rule": "", "start": "2027-02-07T15:00", "zone": "Europe/Berlin"}'),
	(2, 3, '{"cancelled": false, "host": 4, "key": "55d6690aab17a1bb", "minutes": 30, "moved": {"2027-02-16T09:00": "2027-02-16T12:00/30", "2027-02-23T09:00": ""}, "number": "7431774395", "rule": "FREQ=WEEKLY", "start": "2027-02-09T09:00", "zone": "Europe/Berlin"}'),
	(3, 11, '{"cancelled": false, "host": 3, "key": "61861184dc6bafd2", "minutes": 30, "moved": {}, "number": "9360908968", "rule": "", "start": "2027-02-11T15:00", "zone": "America/New_York"}');
INSERT INTO public.renewals VALUES
	(1, 1, 4, '2027-02-02 09:00:00+00', '2027-02-02 09:00:00+00', 'D1IZ1VQZM6', '1801558800.000196', NULL),
	(2, 1, 4, '2027-02-02 09:00:00+00', NULL, 'D1IZ1VQZM6', '1801558800.000316', NULL),
	(3, 1, 3, '2027-02-02 09:00:00+00', NULL, 'D1IZ1VQZLY', '1801558800.000320', '2027-02-02 09:01:00+00');
INSERT INTO public.requests VALUES
	(1, 1, 'group 1', 'passcode_in_link', '{"kind": "setting", "group": 1, "setting": "passcode_in_link", "stand": [false, true]}', '{"stand": [null, false]}', 'Sales', 'U0ADA', 2, 'Links of Sales were passed on.', 2, 0, 2, 0, '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', 'approved', 'U0ADAM', '2027-02-02 09:00:00+00', '', NULL, NULL, 1, 'C0APPROVALS', '1801558800.000143', '', 2, 2),
	(2, 1, 'account', 'pmi_enabled', '{"kind": "setting", "group": null, "setting": "pmi_enabled", "stand": [false, true]}', '{"stand": [null, false]}', '', 'U0OLIVIA', 8, 'One number for all is too easy.', 64, 0, 64, 0, '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', 'rejected', 'U0ADAM', '2027-02-02 09:00:00+00', 'Not before the fair.', NULL, NULL, 1, 'C0APPROVALS', '1801558800.000149', '', 2, 2),
	(3, 1, 'account', 'pmi_enabled', '{"kind": "setting", "group": null, "setting": "pmi_enabled", "stand": [false, true]}', '{"stand": [null, false]}', '', 'U0ADA', 2, 'Perhaps.', 64, 0, 64, 0, '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', 'withdrawn', 'U0ADA', '2027-02-02 09:00:00+00', '', NULL, NULL, 1, 'C0APPROVALS', '1801558800.000155', '', 2, 2),
	(4, 1, 'account', 'pmi_self_service', '{"kind": "setting", "group": null, "setting": "pmi_self_service", "stand": [null, true]}', '{"stand": [null, false]}', '', 'U0ADA', 2, 'Everybody alike.', 0, 0, 0, 0, '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', 'approved', 'U0OLIVIA', '2027-02-02 09:00:00+00', '', NULL, NULL, 1, 'C0APPROVALS', '1801558800.000160', '', 2, 2),
	(5, 1, 'group 18', 'pmi_enabled', '{"kind": "setting", "group": 18, "setting": "pmi_enabled", "stand": [false, true]}', '{"stand": [null, false]}', 'Team 15', 'U0ADA', 2, 'One team tries it.', 1, 2, 1, 2, '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', 'approved', 'U0ADAM', '2027-02-02 09:00:00+00', '', NULL, NULL, 1, 'C0APPROVALS', '1801558800.000254', '', 2, 2),
	(6, 1, 'group 4', 'passcode_in_link', '{"kind": "setting", "group": 4, "setting": "passcode_in_link", "stand": [false, true]}', '{"stand": [null, false]}', 'Team 01', 'U0OLIVIA', 8, 'Reason 0.', 1, 0, 1, 0, '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', 'pending', '', NULL, '', NULL, NULL, 1, 'C0APPROVALS', '1801558800.000299', '', 1, 1),
	(7, 1, 'group 5', 'passcode_in_link', '{"kind": "setting", "group": 5, "setting": "passcode_in_link", "stand": [false, true]}', '{"stand": [null, false]}', 'Team 02', 'U0ADA', 2, 'Reason 1.', 1, 0, 1, 0, '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', 'pending', '', NULL, '', NULL, NULL, 1, 'C0APPROVALS', '1801558800.000300', '', 1, 1),
	(8, 1, 'group 6', 'passcode_in_link', '{"kind": "setting", "group": 6, "setting": "passcode_in_link", "stand": [false, true]}', '{"stand": [null, false]}', 'Team 03', 'U0OLIVIA', 8, 'Reason 2.', 1, 0, 1, 0, '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', 'pending', '', NULL, '', NULL, NULL, 1, 'C0APPROVALS', '1801558800.000301', '', 1, 1),
	(9, 1, 'group 7', 'passcode_in_link', '{"kind": "setting", "group": 7, "setting": "passcode_in_link", "stand": [false, true]}', '{"stand": [null, false]}', 'Team 04', 'U0ADA', 2, 'Reason 3.', 1, 0, 1, 0, '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', 'pending', '', NULL, '', NULL, NULL, 1, 'C0APPROVALS', '1801558800.000302', '', 1, 1),
	(10, 1, 'group 8', 'passcode_in_link', '{"kind": "setting", "group": 8, "setting": "passcode_in_link", "stand": [false, true]}', '{"stand": [null, false]}', 'Team 05', 'U0OLIVIA', 8, 'Reason 4.', 1, 0, 1, 0, '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', 'pending', '', NULL, '', NULL, NULL, 1, 'C0APPROVALS', '1801558800.000303', '', 1, 1),
	(11, 1, 'group 9', 'passcode_in_link', '{"kind": "setting", "group": 9, "setting": "passcode_in_link", "stand": [false, true]}', '{"stand": [null, false]}', 'Team 06', 'U0ADA', 2, 'Reason 5.', 1, 0, 1, 0, '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', 'pending', '', NULL, '', NULL, NULL, 1, 'C0APPROVALS', '1801558800.000304', '', 1, 1),
	(12, 1, 'group 10', 'passcode_in_link', '{"kind": "setting", "group": 10, "setting": "passcode_in_link", "stand": [false, true]}', '{"stand": [null, false]}', 'Team 07', 'U0OLIVIA', 8, 'Reason 6.', 1, 0, 1, 0, '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', 'pending', '', NULL, '', NULL, NULL, 1, 'C0APPROVALS', '1801558800.000305', '', 1, 1),
	(13, 1, 'group 11', 'passcode_in_link', '{"kind": "setting", "group": 11, "setting": "passcode_in_link", "stand": [false, true]}', '{"stand": [null, false]}', 'Team 08', 'U0ADA', 2, 'Reason 7.', 1, 0, 1, 0, '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', 'pending', '', NULL, '', NULL, NULL, 1, 'C0APPROVALS', '1801558800.000306', '', 1, 1),
	(14, 1, 'group 12', 'passcode_in_link', '{"kind": "setting", "group": 12, "setting": "passcode_in_link", "stand": [false, true]}', '{"stand": [null, false]}', 'Team 09', 'U0OLIVIA', 8, 'Reason 8.', 1, 0, 1, 0, '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', 'pending', '', NULL, '', NULL, NULL, 1, 'C0APPROVALS', '1801558800.000307', '', 1, 1),
	(15, 1, 'group 13', 'passcode_in_link', '{"kind": "setting", "group": 13, "setting": "passcode_in_link", "stand": [false, true]}', '{"stand": [null, false]}', 'Team 10', 'U0ADA', 2, 'Reason 9.', 1, 0, 1, 0, '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', 'pending', '', NULL, '', NULL, NULL, 1, 'C0APPROVALS', '1801558800.000308', '', 1, 1),
	(16, 1, 'group 14', 'passcode_in_link', '{"kind": "setting", "group": 14, "setting": "passcode_in_link", "stand": [false, true]}', '{"stand": [null, false]}', 'Team 11', 'U0OLIVIA', 8, 'Reason 10.', 1, 0, 1, 0, '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', 'pending', '', NULL, '', NULL, NULL, 1, 'C0APPROVALS', '1801558800.000309', '', 1, 1),
	(17, 1, 'account', 'passcode_in_link', '{"kind": "setting", "group": null, "setting": "passcode_in_link", "stand": [false, true]}', '{"stand": [null, false]}', '', 'U0ADA', 2, 'Links travel too far.', 61, 0, 61, 0, '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', 'pending', '', NULL, '', NULL, NULL, 1, 'C0APPROVALS', '1801558800.000310', '', 1, 1),
	(18, 1, 'group 3', 'pmi_enabled', '{"kind": "setting", "group": 3, "setting": "pmi_enabled", "stand": [false, true]}', '{"stand": [null, false]}', 'Everybody', 'U0ADA', 2, 'They share rooms.', 55, 4, 55, 4, '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', 'pending', '', NULL, '', NULL, NULL, 1, 'C0APPROVALS', '1801558800.000311', '', 1, 1),
	(19, 1, 'group 15', 'passcode_in_link', '{"kind": "setting", "group": 15, "setting": "passcode_in_link", "stand": [false, true]}', '{"stand": [null, false]}', 'Team 12', 'U0ADA', 2, 'Nobody hears it.', 1, 0, 1, 0, '2027-02-02 09:00:00+00', '2027-02-09 09:00:00+00', 'pending', '', NULL, '', NULL, NULL, 1, '', '', 'channel_not_found', 1, 1),
	(20, 1, 'group 24', 'pmi_enabled', '{"kind": "setting", "group": 24, "setting": "pmi_enabled", "stand": [false, true]}', '{"stand": [null, false]}', 'Last team', 'U0OLIVIA', 8, 'Now it is.', 1, 2, 1, 2, '2027-02-02 09:01:00+00', '2027-02-09 09:01:00+00', 'approved', 'U0ADAM', '2027-02-02 09:01:00+00', '', NULL, NULL, 1, '', '', '', 2, 1);
INSERT INTO public.rooms VALUES
	(1, 1, '6551755946', '090431', 'ff6cb7e02eed08d84cbd381846b5f974', '2026-02-01 09:00:00+00', NULL, '2027-02-01 09:00:00+00', NULL, NULL, NULL, NULL, 0),
	(2, 2, '5892752553', '877031', 'ec0c6ad2bfc872311a704e882afe6a73', '2026-03-01 09:00:00+00', '2027-02-02 09:00:00+00', '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(3, 3, '9360908968', '208142', '34450e60bf4b7efaa86a36fd519cdda1', '2026-03-01 09:00:00+00', NULL, '2027-03-01 09:00:00+00', NULL, NULL, '2027-02-02 09:00:00+00', 'replaced', 30),
	(4, 4, '3397174014', '778498', '1bae168c19b1c897ff8e1e806aad744c', '2026-03-01 09:00:00+00', NULL, '2027-03-01 09:00:00+00', NULL, NULL, '2026-03-01 09:00:00+00', 'edited', 9999),
	(5, 5, '8992385375', 'Kx7wq9ab', '811edee1132b1994f8f1ce34790c38f2', '2026-03-01 09:00:00+00', NULL, '2027-03-01 09:00:00+00', NULL, NULL, NULL, NULL, 30),
	(6, 6, '4489574170', '267116', 'bdf26d463f1e03f2698fc04318fa9bbf', '2026-03-01 09:00:00+00', NULL, '2027-03-01 09:00:00+00', NULL, '2027-02-02 09:00:00+00', NULL, NULL, 30),
	(7, 8, '5060478986', '585276', '9fbaf00d4bdcdef3e72768453d990ee9', '2026-03-01 09:00:00+00', NULL, '2027-03-01 09:00:00+00', NULL, NULL, NULL, NULL, 30),
	(8, 4, '8333456712', '894992', '61843f0e021cb8eea40b51f4d59b7ebb', '2026-03-01 09:00:00+00', NULL, '2027-03-01 09:00:00+00', NULL, NULL, '2026-03-31 09:00:00+00', 'replaced', 9999),
	(9, 4, '7431774395', '641205', '58ce1b66472b2f770bed69e24612bf81', '2026-03-31 09:00:00+00', '2026-03-31 09:00:00+00', '2027-03-31 09:00:00+00', NULL, NULL, '2027-02-02 09:00:00+00', 'edited', 9999),
	(10, 11, '2691385974', '040486', '14264f11aa2f77f90357226785ceaee0', '2026-03-31 09:00:00+00', NULL, '2027-03-31 09:00:00+00', '2027-02-02 09:00:00+00', NULL, NULL, NULL, 9999),
	(11, 12, '6073400449', '956144', '294e0b4c7dd1002df2b3a14ffa6d3327', '2026-03-31 09:00:00+00', NULL, '2027-03-31 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(12, 13, '2666404877', '714509', '3d152118b8ba32da03e3b69631852203', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(13, 14, '5918104705', '340990', '289e62ad85f472e7134925726f72e585', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(14, 15, '6362398695', '085102', '1565c4cf2fc7e09e741dab4b07257e19', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(15, 16, '5155603599', '175930', '359b320da115ec8ba9835368fefa7149', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(16, 17, '3912503766', '457333', '9effb44ce2bd106ac49e78c302705bd3', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(17, 18, '6596172073', '378019', '9c4afdc966b3ad3918cab6a9b322db6a', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(18, 19, '6991253087', '868338', '82682740736d29cd1230f4879ad1e211', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(19, 20, '3246651112', '668475', 'ebd5bd5672af03d8e317c6f26ac4e206', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(20, 21, '5705459850', '279318', '7beb3bfbdab056042d57e5a77d0abe6a', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(21, 22, '3603875822', '935659', '10db34b72e28479bce6b34d126bbc4a5', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(22, 23, '8029497840', '972707', 'a92a05e5622cfbb949c4349af994307c', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(23, 24, '9458124216', '158392', '914cb0251e72d95ad3feb7eff7ac9aed', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(24, 25, '8422184091', '245022', 'b56d3f122eec8b130d7c8352d2bdc4c3', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(25, 26, '6495278636', '948601', 'bfb3f9770c85e3cf88a0847954ee61e1', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(26, 27, '5381231345', '812098', '423b93ceae013dfdbf0e92ce1f8ab243', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(27, 28, '6257751189', '476442', '6df97b91890da6f6829d02985eba9f12', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(28, 29, '9687742656', '210357', 'e50e1a64343c94c55d4bc08f00b5889f', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(29, 30, '9350124912', '065129', '9310c653de136363561c438261b302ab', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(30, 31, '7985352800', '853935', 'd0086d27ea65ca9cdf014e7319685205', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(31, 32, '8697581529', '962763', 'bc3b29b8fab988fab96d902a7d74359c', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(32, 33, '2547863581', '596389', 'bc5a2611cae898e691a5cd2f8a6393a9', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(33, 34, '2935465394', '208725', '5efcd5443f80f7050234a1c4234d4df4', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(34, 35, '7014897194', '507768', '1b5ac66070459e114564d0eec4d5984f', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(35, 36, '4745760130', '433362', 'a06dea05eaf4bb2dd6440e150b60ca49', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(36, 37, '9964607323', '548320', '6c2769a830dbdd773dd09ea77788ee0e', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(37, 38, '6750593943', '675304', 'ba35dad9f5ff568b19a2e217e9a4690f', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(38, 39, '6556715163', '037858', 'c1bd447f318f764a06ccdb532fbcbfd6', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(39, 40, '3976764791', '133545', 'c5a424c2b9c5c13fcfbdb73454a0cc19', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(40, 41, '2022551023', '258203', '3d573f17adba5a1e4d83a6383d36687a', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999);
INSERT INTO public.rooms VALUES
	(41, 42, '6910172645', '262229', '0d1ae14ea6fc70c0480c205134d88ccb', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(42, 43, '8903886624', '459013', 'ca5230644a6cce43346ade0e850229d6', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(43, 44, '3297964283', '938664', '9b535d5e38d02f1e03decb917f69b60f', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(44, 45, '3381358879', '971050', '77eea56750642260ec518e73092a6298', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(45, 46, '7750086376', '296297', '763caaed3a932d6d880935fdab1ba5a1', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(46, 47, '6795390831', '950370', 'c44d2c8151303bbe64b5d9b5f30d7952', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(47, 48, '9236817402', '566883', '8e330fbd0e24e851083200976d99ae34', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(48, 49, '6693985617', '380712', '1cfc1dd45fbeb81fede498c47757eedd', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(49, 50, '6200365924', '618836', '97c56059d59c90f3fcc2bf77efc1e36d', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(50, 51, '2238638579', '084602', '747d0564e64250808400de27af4f6014', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(51, 52, '6595439390', '824091', '96ddc06f01edc3b19b3673a4765ca57f', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(52, 53, '3272538765', '440760', '030de4de71985d9f8a82d2d70bef464d', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(53, 54, '2108539600', '997167', 'dfd522628c98d8cd21b27e4babe5c969', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(54, 55, '6641102393', '028439', '3c879b68eb2a1e135efddbfadc901711', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(55, 56, '7728891735', '740442', '4d6d50e5e9ef4930e7dc219539ece3d2', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(56, 57, '9222167888', '539249', '64dd6d5b874acf45f12db1e43d988939', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(57, 58, '5533257135', '269742', 'b239ec7b087f88e3f1d048c349ac1658', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(58, 59, '3535094673', '756737', 'b0f535eaffbd81dfa743daba85c8d5f7', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(59, 60, '2644817253', '932972', '6637556b2480168f40ee2fafee09f71c', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(60, 61, '6034231977', '546854', '922893b15598788142a1902e42a07035', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(61, 62, '4614184461', '405980', 'ce19e4a85bf100a1e708d796640eb900', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(62, 63, '7325657413', '064434', '8e8d5eda204ec9438fa19803647cf6ba', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(63, 64, '6944504780', '804780', '9d620de6e6dcbfb90577665e01f800c8', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(64, 65, '9685345811', '452557', 'cc9ed52da50d78b8b74af6c0d11e1a95', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(65, 66, '3747843018', '561545', '370409aa5bbddbc5593ab9d6570c0a74', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(66, 67, '2439103770', '879024', '61f90126f9d4e10637d5447b87c63e9c', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(67, 68, '9523227466', '501999', 'd9dbe5bb8de670fc25f8d1494f341166', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(68, 69, '3354817453', '031128', '79b61a7e01c599ef4037be674ab96377', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(69, 4, '8443456712', '641205', '9c356c8e5ecc88522028f538a9343eee', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999),
	(70, 3, '3145890418', '145341', '87164d45618b5da1663c4a8e0f73374c', '2027-02-02 09:00:00+00', NULL, '2028-02-02 09:00:00+00', NULL, NULL, NULL, NULL, 9999);
INSERT INTO public.secrets VALUES
	('gateway', '6ab7e219720a68abb1416ae2b7d55e334e8c4ef683347968f761731f79fd3330');
INSERT INTO public.sessions VALUES
	(1, 9, '', 'Hg71Wmd4ltzBzor9EI_YocqQ', 'c331ec7290a8515121a397608b815187', '2026-03-31 09:00:00+00', '2026-03-31 09:00:00+00', NULL),
	(2, NULL, 'Coffee', '9P2dN1UUNBKVT9skj034CTUD', 'f978ea17ba928d2d306b435de5b16b36', '2027-02-02 09:00:00+00', '2027-02-02 09:00:00+00', 8),
	(3, 2, 'Stand-up', '579-m8uNErpTQu0bRNd3x2Jf', '9dbbde1bc79e1dd393096295ff3cc9b6', '2027-02-02 09:00:00+00', '2027-02-02 09:00:00+00', NULL),
	(4, 2, 'Planning', 'HquKV7gAM_MYWYdw2AZ1Q7Y4', 'cb7d6e3dd389e5718f2c39176c4789af', '2027-02-02 09:00:00+00', NULL, NULL),
	(5, NULL, 'Long talk', 'WYADGITJoTCzHZOypO9wrGqm', '5f6117dbd8b20e8f58a7da26590c7cd7', '2027-02-02 09:01:00+00', NULL, 15);
INSERT INTO public.taken_events VALUES
	('T0SANDBOX', 'Ev1IZ1VQZV4', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZV5', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZV6', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZV7', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZV8', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZV9', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZVA', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZVB', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZVC', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZVD', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZVE', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZVF', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZVG', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZVH', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZVI', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZVJ', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZVK', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZVL', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZVM', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZVN', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZVO', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZVP', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZVQ', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZVR', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZVS', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZVT', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZVU', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZVV', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZVW', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZVX', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZVY', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZVZ', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZW0', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZW1', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZW2', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZW3', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZW4', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZW5', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZW6', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZW7', '2027-02-02 09:00:00+00');
INSERT INTO public.taken_events VALUES
	('T0SANDBOX', 'Ev1IZ1VQZW8', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZW9', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZWA', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZWB', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZWC', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZWD', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZWE', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZWF', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZWG', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZWH', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZWI', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZWJ', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZWK', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZWL', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZWM', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VQZWN', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VR3PU', '2027-02-02 09:00:00+00'),
	('T0SANDBOX', 'Ev1IZ1VR3VD', '2027-02-02 09:00:00+00');
INSERT INTO public.wrong_passcodes VALUES
	(1, 'j:4489574170', '4a278371fae1a148a17a3f5ae4d51513944933c1ffcebbfa7f5ad477b0008782', '2027-02-02 09:00:00+00'),
	(2, 'j:4489574170', '4a278371fae1a148a17a3f5ae4d51513944933c1ffcebbfa7f5ad477b0008782', '2027-02-02 09:00:00+00'),
	(3, 'j:4489574170', '4a278371fae1a148a17a3f5ae4d51513944933c1ffcebbfa7f5ad477b0008782', '2027-02-02 09:00:00+00'),
	(4, 'j:4489574170', '4a278371fae1a148a17a3f5ae4d51513944933c1ffcebbfa7f5ad477b0008782', '2027-02-02 09:00:00+00'),
	(5, 'j:4489574170', '4a278371fae1a148a17a3f5ae4d51513944933c1ffcebbfa7f5ad477b0008782', '2027-02-02 09:00:00+00');
SELECT pg_catalog.setval('public.accounts_id_seq', 1, true);
SELECT pg_catalog.setval('public.audit_id_seq', 160, true);
SELECT pg_catalog.setval('public.cards_id_seq', 2, true);
SELECT pg_catalog.setval('public.deliveries_id_seq', 71, true);
SELECT pg_catalog.setval('public.follow_ups_id_seq', 3, true);
SELECT pg_catalog.setval('public.groups_id_seq', 24, true);
SELECT pg_catalog.setval('public.invitation_posts_id_seq', 1, true);
SELECT pg_catalog.setval('public.meetings_id_seq', 23, true);
SELECT pg_catalog.setval('public.own_ids_id_seq', 15, true);
SELECT pg_catalog.setval('public.people_id_seq', 69, true);
SELECT pg_catalog.setval('public.renewals_id_seq', 3, true);
SELECT pg_catalog.setval('public.requests_id_seq', 20, true);
SELECT pg_catalog.setval('public.rooms_id_seq', 70, true);
SELECT pg_catalog.setval('public.sessions_id_seq', 5, true);
SELECT pg_catalog.setval('public.wrong_passcodes_id_seq', 5, true);
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.account_settings
    ADD CONSTRAINT pk_account_settings PRIMARY KEY (account_id, setting);
ALTER TABLE ONLY public.accounts
    ADD CONSTRAINT pk_accounts PRIMARY KEY (id);
ALTER TABLE ONLY public.audit
    ADD CONSTRAINT pk_audit PRIMARY KEY (id);
ALTER TABLE ONLY public.audit_details
    ADD CONSTRAINT pk_audit_details PRIMARY KEY (audit_id);
ALTER TABLE ONLY public.calendar_feeds
    ADD CONSTRAINT pk_calendar_feeds PRIMARY KEY (person_id);
ALTER TABLE ONLY public.cards
    ADD CONSTRAINT pk_cards PRIMARY KEY (id);
ALTER TABLE ONLY public.choices
    ADD CONSTRAINT pk_choices PRIMARY KEY (person_id, setting);
ALTER TABLE ONLY public.deliveries
    ADD CONSTRAINT pk_deliveries PRIMARY KEY (id);
ALTER TABLE ONLY public.follow_ups
    ADD CONSTRAINT pk_follow_ups PRIMARY KEY (id);
ALTER TABLE ONLY public.group_admins
    ADD CONSTRAINT pk_group_admins PRIMARY KEY (group_id, person_id);
ALTER TABLE ONLY public.group_members
    ADD CONSTRAINT pk_group_members PRIMARY KEY (group_id, person_id);
ALTER TABLE ONLY public.group_settings
    ADD CONSTRAINT pk_group_settings PRIMARY KEY (group_id, setting);
ALTER TABLE ONLY public.groups
    ADD CONSTRAINT pk_groups PRIMARY KEY (id);
ALTER TABLE ONLY public.invitation_posts
    ADD CONSTRAINT pk_invitation_posts PRIMARY KEY (id);
ALTER TABLE ONLY public.invitees
    ADD CONSTRAINT pk_invitees PRIMARY KEY (meeting_id, person_id);
ALTER TABLE ONLY public.links
    ADD CONSTRAINT pk_links PRIMARY KEY (key);
ALTER TABLE ONLY public.meeting_changes
    ADD CONSTRAINT pk_meeting_changes PRIMARY KEY (meeting_id, planned);
ALTER TABLE ONLY public.meetings
    ADD CONSTRAINT pk_meetings PRIMARY KEY (id);
ALTER TABLE ONLY public.numbers
    ADD CONSTRAINT pk_numbers PRIMARY KEY (number);
ALTER TABLE ONLY public.own_ids
    ADD CONSTRAINT pk_own_ids PRIMARY KEY (id);
ALTER TABLE ONLY public.paces
    ADD CONSTRAINT pk_paces PRIMARY KEY (account_id, method);
ALTER TABLE ONLY public.people
    ADD CONSTRAINT pk_people PRIMARY KEY (id);
ALTER TABLE ONLY public.reminders_off
    ADD CONSTRAINT pk_reminders_off PRIMARY KEY (person_id);
ALTER TABLE ONLY public.renewal_meetings
    ADD CONSTRAINT pk_renewal_meetings PRIMARY KEY (renewal_id, meeting_id);
ALTER TABLE ONLY public.renewals
    ADD CONSTRAINT pk_renewals PRIMARY KEY (id);
ALTER TABLE ONLY public.requests
    ADD CONSTRAINT pk_requests PRIMARY KEY (id);
ALTER TABLE ONLY public.rooms
    ADD CONSTRAINT pk_rooms PRIMARY KEY (id);
ALTER TABLE ONLY public.secrets
    ADD CONSTRAINT pk_secrets PRIMARY KEY (name);
ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT pk_sessions PRIMARY KEY (id);
ALTER TABLE ONLY public.taken_events
    ADD CONSTRAINT pk_taken_events PRIMARY KEY (team, event);
ALTER TABLE ONLY public.wrong_passcodes
    ADD CONSTRAINT pk_wrong_passcodes PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts
    ADD CONSTRAINT uq_accounts_team UNIQUE (team);
ALTER TABLE ONLY public.calendar_feeds
    ADD CONSTRAINT uq_calendar_feeds_name_hash UNIQUE (name_hash);
ALTER TABLE ONLY public.cards
    ADD CONSTRAINT uq_cards_session_id UNIQUE (session_id, channel);
ALTER TABLE ONLY public.deliveries
    ADD CONSTRAINT uq_deliveries_account_id UNIQUE (account_id, key);
ALTER TABLE ONLY public.groups
    ADD CONSTRAINT uq_groups_name UNIQUE (account_id, name_key);
ALTER TABLE ONLY public.groups
    ADD CONSTRAINT uq_groups_priority UNIQUE (account_id, priority);
ALTER TABLE ONLY public.invitation_posts
    ADD CONSTRAINT uq_invitation_posts_meeting_id UNIQUE (meeting_id, channel);
ALTER TABLE ONLY public.meetings
    ADD CONSTRAINT uq_meetings_account_id UNIQUE (account_id, form);
ALTER TABLE ONLY public.meetings
    ADD CONSTRAINT uq_meetings_file UNIQUE (file);
ALTER TABLE ONLY public.meetings
    ADD CONSTRAINT uq_meetings_open_file UNIQUE (open_file);
ALTER TABLE ONLY public.meetings
    ADD CONSTRAINT uq_meetings_uid UNIQUE (uid);
ALTER TABLE ONLY public.people
    ADD CONSTRAINT uq_people_account_id UNIQUE (account_id, slack_user);
CREATE INDEX ix_audit_account ON public.audit USING btree (account_id, id);
CREATE INDEX ix_audit_actor ON public.audit USING btree (account_id, actor, id);
CREATE INDEX ix_audit_person ON public.audit USING btree (account_id, person_id, id);
CREATE INDEX ix_audit_setting ON public.audit USING btree (account_id, setting, id);
CREATE INDEX ix_cards_open ON public.cards USING btree (session_id) WHERE (closed_at IS NULL);
CREATE INDEX ix_deliveries_deadline ON public.deliveries USING btree (deadline_at) WHERE ((state)::text = 'pending'::text);
CREATE INDEX ix_deliveries_due ON public.deliveries USING btree (account_id, urgency, due_at, id) WHERE ((state)::text = 'pending'::text);
CREATE INDEX ix_deliveries_failed ON public.deliveries USING btree (settled_at) WHERE ((state)::text = ANY ((ARRAY['failed'::character varying, 'unknown'::character varying])::text[]));
CREATE INDEX ix_deliveries_sending ON public.deliveries USING btree (claimed_until) WHERE ((state)::text = 'sending'::text);
CREATE INDEX ix_deliveries_settled ON public.deliveries USING btree (settled_at) WHERE (settled_at IS NOT NULL);
CREATE INDEX ix_group_admins_person ON public.group_admins USING btree (person_id, group_id);
CREATE INDEX ix_group_members_person ON public.group_members USING btree (person_id, group_id);
CREATE INDEX ix_invitation_posts_wanted ON public.invitation_posts USING btree (id) WHERE (wanted_at IS NOT NULL);
CREATE INDEX ix_invitees_person ON public.invitees USING btree (person_id);
CREATE INDEX ix_meetings_ending ON public.meetings USING btree (current_ends_at) WHERE (current_at IS NOT NULL);
CREATE INDEX ix_meetings_host ON public.meetings USING btree (host_id, current_at) WHERE (current_at IS NOT NULL);
CREATE INDEX ix_meetings_next ON public.meetings USING btree (next_at) WHERE (next_at IS NOT NULL);
CREATE INDEX ix_meetings_on_pmi ON public.meetings USING btree (host_id) WHERE ((own_id IS NULL) AND (current_at IS NOT NULL));
CREATE INDEX ix_meetings_own ON public.meetings USING btree (own_id);
CREATE INDEX ix_meetings_part ON public.meetings USING btree (part_of);
CREATE INDEX ix_own_ids_number ON public.own_ids USING btree (number);
CREATE INDEX ix_own_ids_person ON public.own_ids USING btree (person_id) WHERE (ended_at IS NULL);
CREATE INDEX ix_own_ids_validity ON public.own_ids USING btree (valid_until) WHERE (ended_at IS NULL);
CREATE INDEX ix_renewal_meetings_meeting ON public.renewal_meetings USING btree (meeting_id);
CREATE INDEX ix_renewals_outdated ON public.renewals USING btree (id) WHERE (outdated_at IS NOT NULL);
CREATE INDEX ix_requests_account ON public.requests USING btree (account_id, id);
CREATE INDEX ix_requests_expiry ON public.requests USING btree (expires_at) WHERE ((state)::text = 'pending'::text);
CREATE INDEX ix_requests_outdated ON public.requests USING btree (id) WHERE (shown < version);
CREATE INDEX ix_rooms_number ON public.rooms USING btree (number);
CREATE INDEX ix_rooms_person ON public.rooms USING btree (person_id);
CREATE INDEX ix_rooms_reminders ON public.rooms USING btree (reminded_days, valid_until) WHERE (ended_at IS NULL);
CREATE INDEX ix_sessions_open_since ON public.sessions USING btree (started_at) WHERE (ended_at IS NULL);
CREATE INDEX ix_sessions_own ON public.sessions USING btree (own_id, started_at);
CREATE INDEX ix_sessions_room ON public.sessions USING btree (room_id, started_at);
CREATE INDEX ix_taken_events_at ON public.taken_events USING btree (at);
CREATE INDEX ix_wrong_passcodes_address ON public.wrong_passcodes USING btree (address, at);
CREATE INDEX ix_wrong_passcodes_at ON public.wrong_passcodes USING btree (at);
CREATE INDEX ix_wrong_passcodes_door ON public.wrong_passcodes USING btree (door, at);
CREATE UNIQUE INDEX ux_links_current ON public.links USING btree (person_id) WHERE (released_at IS NULL);
CREATE UNIQUE INDEX ux_renewals_open ON public.renewals USING btree (host_id) WHERE (pressed_at IS NULL);
CREATE UNIQUE INDEX ux_requests_pending ON public.requests USING btree (account_id, scope, topic) WHERE ((state)::text = 'pending'::text);
CREATE UNIQUE INDEX ux_rooms_current ON public.rooms USING btree (person_id) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX ux_sessions_open ON public.sessions USING btree (room_id) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX ux_sessions_own_open ON public.sessions USING btree (own_id) WHERE (ended_at IS NULL);
CREATE TRIGGER audit_is_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_change_audit();
ALTER TABLE ONLY public.account_settings
    ADD CONSTRAINT fk_account_settings_account_id FOREIGN KEY (account_id) REFERENCES public.accounts(id);
ALTER TABLE ONLY public.audit
    ADD CONSTRAINT fk_audit_account_id FOREIGN KEY (account_id) REFERENCES public.accounts(id);
ALTER TABLE ONLY public.audit_details
    ADD CONSTRAINT fk_audit_details_audit_id FOREIGN KEY (audit_id) REFERENCES public.audit(id);
ALTER TABLE ONLY public.calendar_feeds
    ADD CONSTRAINT fk_calendar_feeds_person_id FOREIGN KEY (person_id) REFERENCES public.people(id);
ALTER TABLE ONLY public.cards
    ADD CONSTRAINT fk_cards_session_id FOREIGN KEY (session_id) REFERENCES public.sessions(id);
ALTER TABLE ONLY public.choices
    ADD CONSTRAINT fk_choices_person_id FOREIGN KEY (person_id) REFERENCES public.people(id);
ALTER TABLE ONLY public.deliveries
    ADD CONSTRAINT fk_deliveries_account_id FOREIGN KEY (account_id) REFERENCES public.accounts(id);
ALTER TABLE ONLY public.deliveries
    ADD CONSTRAINT fk_deliveries_person_id FOREIGN KEY (person_id) REFERENCES public.people(id);
ALTER TABLE ONLY public.follow_ups
    ADD CONSTRAINT fk_follow_ups_account_id FOREIGN KEY (account_id) REFERENCES public.accounts(id);
ALTER TABLE ONLY public.group_admins
    ADD CONSTRAINT fk_group_admins_group_id FOREIGN KEY (group_id) REFERENCES public.groups(id);
ALTER TABLE ONLY public.group_admins
    ADD CONSTRAINT fk_group_admins_person_id FOREIGN KEY (person_id) REFERENCES public.people(id);
ALTER TABLE ONLY public.group_members
    ADD CONSTRAINT fk_group_members_group_id FOREIGN KEY (group_id) REFERENCES public.groups(id);
ALTER TABLE ONLY public.group_members
    ADD CONSTRAINT fk_group_members_person_id FOREIGN KEY (person_id) REFERENCES public.people(id);
ALTER TABLE ONLY public.group_settings
    ADD CONSTRAINT fk_group_settings_group_id FOREIGN KEY (group_id) REFERENCES public.groups(id);
ALTER TABLE ONLY public.groups
    ADD CONSTRAINT fk_groups_account_id FOREIGN KEY (account_id) REFERENCES public.accounts(id);
ALTER TABLE ONLY public.invitation_posts
    ADD CONSTRAINT fk_invitation_posts_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings(id);
ALTER TABLE ONLY public.invitees
    ADD CONSTRAINT fk_invitees_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings(id);
ALTER TABLE ONLY public.invitees
    ADD CONSTRAINT fk_invitees_person_id FOREIGN KEY (person_id) REFERENCES public.people(id);
ALTER TABLE ONLY public.links
    ADD CONSTRAINT fk_links_person_id FOREIGN KEY (person_id) REFERENCES public.people(id);
ALTER TABLE ONLY public.links
    ADD CONSTRAINT fk_links_room_id FOREIGN KEY (room_id) REFERENCES public.rooms(id);
ALTER TABLE ONLY public.meeting_changes
    ADD CONSTRAINT fk_meeting_changes_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings(id);
ALTER TABLE ONLY public.meetings
    ADD CONSTRAINT fk_meetings_account_id FOREIGN KEY (account_id) REFERENCES public.accounts(id);
ALTER TABLE ONLY public.meetings
    ADD CONSTRAINT fk_meetings_host_id FOREIGN KEY (host_id) REFERENCES public.people(id);
ALTER TABLE ONLY public.meetings
    ADD CONSTRAINT fk_meetings_own_id FOREIGN KEY (own_id) REFERENCES public.own_ids(id);
ALTER TABLE ONLY public.meetings
    ADD CONSTRAINT fk_meetings_part_of FOREIGN KEY (part_of) REFERENCES public.meetings(id);
ALTER TABLE ONLY public.numbers
    ADD CONSTRAINT fk_numbers_person_id FOREIGN KEY (person_id) REFERENCES public.people(id);
ALTER TABLE ONLY public.own_ids
    ADD CONSTRAINT fk_own_ids_person_id FOREIGN KEY (person_id) REFERENCES public.people(id);
ALTER TABLE ONLY public.paces
    ADD CONSTRAINT fk_paces_account_id FOREIGN KEY (account_id) REFERENCES public.accounts(id);
ALTER TABLE ONLY public.people
    ADD CONSTRAINT fk_people_account_id FOREIGN KEY (account_id) REFERENCES public.accounts(id);
ALTER TABLE ONLY public.reminders_off
    ADD CONSTRAINT fk_reminders_off_person_id FOREIGN KEY (person_id) REFERENCES public.people(id);
ALTER TABLE ONLY public.renewal_meetings
    ADD CONSTRAINT fk_renewal_meetings_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings(id);
ALTER TABLE ONLY public.renewal_meetings
    ADD CONSTRAINT fk_renewal_meetings_renewal_id FOREIGN KEY (renewal_id) REFERENCES public.renewals(id);
ALTER TABLE ONLY public.renewals
    ADD CONSTRAINT fk_renewals_account_id FOREIGN KEY (account_id) REFERENCES public.accounts(id);
ALTER TABLE ONLY public.renewals
    ADD CONSTRAINT fk_renewals_host_id FOREIGN KEY (host_id) REFERENCES public.people(id);
ALTER TABLE ONLY public.requests
    ADD CONSTRAINT fk_requests_account_id FOREIGN KEY (account_id) REFERENCES public.accounts(id);
ALTER TABLE ONLY public.requests
    ADD CONSTRAINT fk_requests_person_id FOREIGN KEY (person_id) REFERENCES public.people(id);
ALTER TABLE ONLY public.rooms
    ADD CONSTRAINT fk_rooms_person_id FOREIGN KEY (person_id) REFERENCES public.people(id);
ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT fk_sessions_own_id FOREIGN KEY (own_id) REFERENCES public.own_ids(id);
ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT fk_sessions_room_id FOREIGN KEY (room_id) REFERENCES public.rooms(id);
