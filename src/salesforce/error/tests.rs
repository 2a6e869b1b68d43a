use super::*;

fn response(status: u16, body: &str) -> HttpResponse {
    HttpResponse {
        status,
        headers: Vec::new(),
        body: body.to_owned(),
    }
}

#[test]
fn every_rest_error_has_its_kind() {
    let cases = [
        (
            401,
            r#"[{"message":"Session expired or invalid","errorCode":"INVALID_SESSION_ID"}]"#,
            Kind::SessionEnded,
        ),
        (
            401,
            r#"[{"message":"This session is not valid for use with the REST API","errorCode":"INVALID_SESSION_ID"}]"#,
            Kind::SessionNotForApi,
        ),
        (
            403,
            r#"[{"message":"TotalRequests Limit exceeded.","errorCode":"REQUEST_LIMIT_EXCEEDED"}]"#,
            Kind::AllowanceSpent,
        ),
        (
            403,
            r#"[{"message":"ConcurrentPerOrgLongTxn Limit exceeded.","errorCode":"REQUEST_LIMIT_EXCEEDED"}]"#,
            Kind::Busy,
        ),
        (
            403,
            r#"[{"message":"The REST API is not enabled for this Organization.","errorCode":"API_DISABLED_FOR_ORG"}]"#,
            Kind::ApiDisabled,
        ),
        (
            403,
            r#"[{"message":"API is not enabled","errorCode":"API_CURRENTLY_DISABLED"}]"#,
            Kind::ApiDisabled,
        ),
        (
            403,
            r#"[{"message":"no","errorCode":"INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY"}]"#,
            Kind::NoReferenceAccess,
        ),
        (
            503,
            r#"[{"message":"busy","errorCode":"SERVER_UNAVAILABLE"}]"#,
            Kind::Unavailable,
        ),
        (
            400,
            r#"[{"message":"locked","errorCode":"UNABLE_TO_LOCK_ROW","fields":[]}]"#,
            Kind::RowLocked,
        ),
        (
            400,
            r#"[{"message":"Required fields are missing: [Company]","errorCode":"REQUIRED_FIELD_MISSING","fields":["Company"]}]"#,
            Kind::RequiredMissing,
        ),
        (
            400,
            r#"[{"message":"too large","errorCode":"STRING_TOO_LONG","fields":["Title"]}]"#,
            Kind::TooLong,
        ),
        (
            400,
            r#"[{"message":"bad value","errorCode":"INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST","fields":["Jurisdiction__c"]}]"#,
            Kind::BadChoice,
        ),
        (
            400,
            r#"[{"message":"There's a problem with this country","errorCode":"FIELD_INTEGRITY_EXCEPTION","fields":["Country"]}]"#,
            Kind::BadCountry,
        ),
        (
            400,
            r#"[{"message":"integrity","errorCode":"FIELD_INTEGRITY_EXCEPTION"}]"#,
            Kind::BadValue,
        ),
        (
            400,
            r#"[{"message":"Close date must be in the future","errorCode":"FIELD_CUSTOM_VALIDATION_EXCEPTION"}]"#,
            Kind::ValidationRule,
        ),
        (
            400,
            r#"[{"message":"Unable to create/update fields: X__c.","errorCode":"INVALID_FIELD_FOR_INSERT_UPDATE","fields":["X__c"]}]"#,
            Kind::FieldNotWritable,
        ),
        (
            400,
            r#"[{"message":"No such column","errorCode":"INVALID_FIELD"}]"#,
            Kind::UnknownField,
        ),
        (
            400,
            r#"[{"duplicateResut":{"allowSave":true},"errorCode":"DUPLICATES_DETECTED","message":"Use one of these?"}]"#,
            Kind::DuplicatesFound,
        ),
        (
            400,
            r#"[{"duplicateResult":{"allowSave":false},"errorCode":"DUPLICATES_DETECTED","message":"No."}]"#,
            Kind::DuplicatesForbidden,
        ),
        (
            404,
            r#"[{"message":"entity is deleted","errorCode":"ENTITY_IS_DELETED","fields":[]}]"#,
            Kind::RecordGone,
        ),
        (
            400,
            r#"[{"message":"something new","errorCode":"NEVER_SEEN_BEFORE"}]"#,
            Kind::Refused,
        ),
        // What passes by itself.
        (
            400,
            r#"[{"message":"later","errorCode":"FUNCTIONALITY_TEMPORARILY_UNAVAILABLE"}]"#,
            Kind::Unavailable,
        ),
        (
            400,
            r#"[{"message":"later","errorCode":"ORG_IN_MAINTENANCE"}]"#,
            Kind::Unavailable,
        ),
        (
            400,
            r#"[{"message":"too many","errorCode":"TOO_MANY_APEX_REQUESTS"}]"#,
            Kind::Busy,
        ),
        (
            403,
            r#"[{"message":"restricted","errorCode":"LOGIN_DURING_RESTRICTED_TIME"}]"#,
            Kind::LoginRestricted,
        ),
        (
            403,
            r#"[{"message":"locked","errorCode":"ORG_LOCKED"}]"#,
            Kind::InactiveOrg,
        ),
        (
            400,
            r#"[{"message":"no","errorCode":"INSERT_UPDATE_DELETE_NOT_ALLOWED_DURING_MAINTENANCE"}]"#,
            Kind::ReadOnly,
        ),
        (
            400,
            r#"[{"message":"LeadTrigger: execution of AfterInsert caused by: first error: UNABLE_TO_LOCK_ROW","errorCode":"CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY"}]"#,
            Kind::RowLocked,
        ),
        (
            400,
            r#"[{"message":"full","errorCode":"STORAGE_LIMIT_EXCEEDED"}]"#,
            Kind::OrgStorageFull,
        ),
        (
            400,
            r#"[{"message":"Your request was running for too long, and has been stopped.","errorCode":"REQUEST_RUNNING_TOO_LONG"}]"#,
            Kind::SaveStopped,
        ),
        (
            400,
            r#"[{"message":"in use","errorCode":"RECORD_IN_USE_BY_WORKFLOW"}]"#,
            Kind::RowLocked,
        ),
        (
            404,
            r#"[{"errorCode":"NOT_FOUND","message":"The requested resource does not exist"}]"#,
            Kind::VersionMissing,
        ),
        // The User Interface API's own shape, as a list and alone.
        (
            400,
            r#"[{"statusCode":400,"errorCode":"X","message":"whole","output":{"errors":[],"fieldErrors":{"Email":[{"errorCode":"INVALID_EMAIL_ADDRESS","field":"Email","message":"bad"}]}}}]"#,
            Kind::BadEmail,
        ),
        (
            400,
            r#"{"statusCode":400,"errorCode":"X","message":"whole","output":{"errors":[{"errorCode":"DUPLICATES_DETECTED","message":"same","duplicateRecordError":{"matchResults":[{"apiName":"Lead","isAllowSave":true,"matchRecordIds":["00Q000000000001EAA"]}]}}],"fieldErrors":{}}}"#,
            Kind::DuplicatesFound,
        ),
        (
            500,
            r#"[{"message":"something new","errorCode":"NEVER_SEEN_BEFORE"}]"#,
            Kind::Unavailable,
        ),
        (
            410,
            r#"[{"message":"retired","errorCode":"UNSUPPORTED_API_VERSION"}]"#,
            Kind::VersionRetired,
        ),
        (
            200,
            "<html><body>Down for maintenance</body></html>",
            Kind::NotJson,
        ),
        (404, "  <!DOCTYPE html>", Kind::NotJson),
        (503, "<html></html>", Kind::Unavailable),
        (200, "{\"id\":", Kind::BrokenJson),
        (400, "[]", Kind::BrokenJson),
        (400, "null", Kind::BrokenJson),
    ];
    for (status, body, expected) in cases {
        assert_eq!(
            problem(&response(status, body)).kind,
            expected,
            "{status} {body}"
        );
    }
}

#[test]
fn fields_and_messages_of_all_errors_are_kept_as_text() {
    let problem = problem(&response(
        400,
        r#"[{"message":"one","errorCode":"STRING_TOO_LONG","fields":["Title"]},{"message":"<b>two</b>","errorCode":"STRING_TOO_LONG","fields":["Title","Company"]}]"#,
    ));
    assert_eq!(problem.about(), ["Title", "Company"]);
    assert_eq!(problem.more().unwrap().said.as_deref(), Some("one\ntwo"));
}

#[test]
fn only_an_expired_session_may_be_refreshed() {
    let cases = [
        (
            401,
            r#"[{"message":"Session expired or invalid","errorCode":"INVALID_SESSION_ID"}]"#,
            Some(Unauthorized::Expired),
        ),
        (401, "", Some(Unauthorized::Expired)),
        (
            401,
            r#"[{"message":"This session is not valid for use with the REST API","errorCode":"INVALID_SESSION_ID"}]"#,
            Some(Unauthorized::NotForApi),
        ),
        (
            403,
            r#"[{"message":"Session expired or invalid","errorCode":"INVALID_SESSION_ID"}]"#,
            None,
        ),
        (200, "{}", None),
    ];
    for (status, body, expected) in cases {
        assert_eq!(
            unauthorized(&response(status, body)),
            expected,
            "{status} {body}"
        );
    }
}

#[test]
fn every_oauth_error_has_its_kind() {
    let cases = [
        (
            "access_denied",
            "end-user denied authorization",
            Kind::SignInDenied,
        ),
        ("access-denied", "", Kind::SignInDenied),
        (
            "OAUTH_APP_BLOCKED",
            "this app is blocked by admin",
            Kind::AppBlocked,
        ),
        ("OAUTH_EC_APP_NOT_FOUND", "", Kind::AppNotFound),
        (
            "OAUTH_APPROVAL_ERROR_GENERIC",
            "An unexpected error has occurred",
            Kind::AppApproval,
        ),
        (
            "invalid_client",
            "app must be installed into org",
            Kind::AppNotInstalled,
        ),
        (
            "invalid_client",
            "invalid client secret",
            Kind::AppSecretRequired,
        ),
        (
            "redirect_uri_mismatch",
            "redirect_uri must match configuration",
            Kind::AppRedirectMismatch,
        ),
        (
            "invalid_grant",
            "expired access/refresh token",
            Kind::SessionEnded,
        ),
        ("invalid_grant", "ip restricted", Kind::LoginRestricted),
        (
            "invalid_grant",
            "invalid login hours",
            Kind::LoginRestricted,
        ),
        (
            "invalid_grant",
            "token request is already being processed",
            Kind::SessionBusy,
        ),
        // Seen in public by those who were told so: restforce#412, salto#2834.
        ("invalid_grant", "login rate exceeded", Kind::Busy),
        ("unknown_error", "retry your request", Kind::Unavailable),
        (
            "invalid_app_access",
            "user is not admin approved to access this app",
            Kind::AppBlocked,
        ),
        ("inactive_user", "user is inactive", Kind::InactiveUser),
        ("inactive_org", "org is inactive", Kind::InactiveOrg),
        ("invalid_scope", "", Kind::AppScope),
        ("never_seen_before", "words", Kind::SignInRefused),
    ];
    for (code, description, expected) in cases {
        let problem = oauth(code, description);
        assert_eq!(problem.kind, expected, "{code}");
        assert!(
            problem
                .more()
                .and_then(|more| more.said.as_ref())
                .is_some_and(|said| said.contains(code))
        );
    }
}

#[test]
fn the_records_of_a_duplicate_rule_are_read_under_both_spellings() {
    for spelling in ["duplicateResult", "duplicateResut"] {
        let body = format!(
            r#"[{{"{spelling}":{{"allowSave":true,"matchResults":[{{"matchRecords":[{{"record":{{"Id":"00Q000000000001EAA"}}}},{{"record":{{"Id":"003000000000001AAA"}}}}]}}]}},"errorCode":"DUPLICATES_DETECTED","message":"Use one of these."}}]"#
        );
        let problem = problem(&HttpResponse {
            status: 400,
            headers: Vec::new(),
            body,
        });
        let more = problem.more().unwrap();
        assert_eq!(
            more.records,
            ["00Q000000000001EAA", "003000000000001AAA"],
            "{spelling}"
        );
    }
}

#[test]
fn the_record_that_has_a_unique_value_is_named() {
    let taken = problem(&response(
        400,
        r#"[{"message":"duplicate value found: Key__c duplicates value on record with id: 00Q000000000001","errorCode":"DUPLICATE_VALUE","fields":[]}]"#,
    ));
    assert_eq!(taken.kind, Kind::ValueTaken);
    assert_eq!(taken.more().unwrap().records, ["00Q000000000001"]);
}

#[test]
fn the_pause_that_a_server_asks_for_is_read_in_both_forms() {
    let date = Some("Tue, 24 Nov 2026 14:30:00 GMT");
    for (asked, date, expected) in [
        (Some("120"), None, Some(120)),
        (Some(" 0 "), None, Some(0)),
        (Some("86400"), None, Some(3600)),
        (Some("Tue, 24 Nov 2026 14:32:00 GMT"), date, Some(120)),
        (Some("Tue, 24 Nov 2026 14:00:00 GMT"), date, Some(0)),
        (Some("Wed, 25 Nov 2026 14:30:00 GMT"), date, Some(3600)),
        (Some("Tue, 24 Nov 2026 14:32:00 GMT"), None, None),
        (Some("-5"), date, None),
        (Some("soon"), date, None),
        (None, date, None),
    ] {
        let headers = [("retry-after", asked), ("date", date)];
        let headers = headers.into_iter();
        let answer = HttpResponse {
            headers: headers
                .filter_map(|(name, value)| Some((name.to_owned(), value?.to_owned())))
                .collect(),
            ..response(503, "")
        };
        assert_eq!(retry_after(&answer), expected, "{asked:?} {date:?}");
    }
}
